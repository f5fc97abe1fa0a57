//! The source text: a text field with its lines, numbers and marks drawn beneath it.
//!
//! The field is the browser's own, so input methods, undo and selection work as everywhere. It
//! scrolls with what lies beneath, which wraps exactly as it does. A long text is not wrapped:
//! then all lines are equally high, and only those in view are drawn.

use super::browser;
use super::input_pane;
use super::live;
use super::store::Store;
use crate::session::{Outcome, source_html};
use leptos::html;
use leptos::prelude::*;
use std::ops::Range;

/// Up to here a text is drawn whole and wrapped.
const WHOLE_LINES: usize = 2_500;
const WHOLE_BYTES: usize = 400_000;
/// Beyond this a text field becomes too slow to type in: the text is shown only.
const FIELD_BYTES: usize = 4_000_000;
/// Lines drawn as one piece.
const CHUNK: usize = 40;
/// The height of an unwrapped line in pixels; `--line` in the style sheet says the same.
const LINE: f64 = 22.0;
/// How far beyond what shows an unwrapped text is drawn.
const MARGIN: usize = 30;

const PANE: &str = "#source-scroll";

/// Brings a 0-based line into view.
pub fn reveal_line(store: Store, line: usize) {
    if is_whole(store) {
        browser::reveal(format!("[data-line=\"{}\"]", line + 1));
    } else {
        browser::scroll_to(PANE, line as f64 * LINE);
    }
}

fn is_whole(store: Store) -> bool {
    store.lines.with(|lines| lines.len() <= WHOLE_LINES && lines.text().len() <= WHOLE_BYTES)
}

/// The panel. It is the empty page's large field, too.
pub fn source(store: Store) -> impl IntoView {
    let field = NodeRef::<html::Textarea>::new();
    let whole = Memo::new(move |_| is_whole(store));
    let is_empty = move || store.lines.with(|lines| lines.is_empty());
    let editable = move || store.lines.with(|lines| lines.text().len() <= FIELD_BYTES);
    let top = RwSignal::new((0.0, 900.0));
    // A text from elsewhere goes into the field; what is typed is there already.
    Effect::new(move |_| {
        let (_, text) = store.editor.get();
        if let Some(field) = browser::text_field(field) {
            field.set_value(if text.len() <= FIELD_BYTES { &text } else { "" });
        }
    });
    let ranges = Memo::new(move |_| {
        let count = store.lines.with(|lines| lines.len());
        if whole.get() {
            return (0..count).step_by(CHUNK).map(|at| at..(at + CHUNK).min(count)).collect();
        }
        let (top, height) = top.get();
        let first = ((top / LINE) as usize).saturating_sub(MARGIN).min(count);
        let last = (((top + height) / LINE) as usize + MARGIN).min(count);
        std::iter::once(first..last).collect()
    });
    let chunks = Memo::new(move |_| ranges.with(|ranges: &Vec<Range<usize>>| ranges.len()));
    // A text that is drawn whole needs no sizes.
    let unless_whole = move |size: fn(Store) -> String| {
        live::text(move || if whole.get() { String::new() } else { size(store) })
    };
    let height = unless_whole(|store| {
        format!("{}px", store.lines.with(|lines| lines.len()) as f64 * LINE + 16.0)
    });
    let width = unless_whole(|store| format!("{}em", store.lines.with(|lines| lines.widest()) + 8));
    let shift = live::text(move || {
        let first = ranges.with(|ranges| ranges.first().map_or(0, |range| range.start));
        if whole.get() { String::new() } else { format!("{}px", first as f64 * LINE) }
    });
    let advice = live::text(move || {
        let words = match (is_empty(), editable()) {
            (true, _) => "",
            (_, true) => "可直接修改，结果随之更新",
            (_, false) => "原文较长，只供查看",
        };
        words.to_owned()
    });
    let placeholder = live::text(move || {
        let words = store.outcome.with(|outcome| match outcome.reviewed() {
            Some(reviewed) if reviewed.is_draft() => "新建的报告还没有文字，在中间的表格里填数",
            Some(_) => "这份结果没有附原文；把全文粘贴到这里，可以连同改动重新核对",
            None => "在这里粘贴年度报告全文，或把文件拖到窗口的任何地方",
        });
        words.to_owned()
    });
    let idle = move || matches!(*store.outcome.read(), Outcome::Idle | Outcome::Refused { .. });
    let select = move |_| {
        if let Some(caret) = browser::caret(field) {
            store.choose_unit(caret);
        }
    };
    view! {
        <section class="panel source" aria-labelledby="source-title">
            <h2 id="source-title">
                "原文"
                <small>{advice}</small>
            </h2>
            <div
                class="source-scroll"
                id="source-scroll"
                on:scroll=move |_| {
                    if !whole.get_untracked() {
                        top.set(browser::scroll_top(PANE));
                    }
                }
            >
                <div
                    class="source-page"
                    class:unwrapped=live::flag(move || !whole.get())
                    class:shown=live::flag(move || !editable())
                    style:height=height
                    style:min-width=width
                >
                    <div
                        class="source-lines"
                        aria-hidden="true"
                        style:top=shift
                        on:click=move |event| {
                            let line = browser::closest(&event, "data-line");
                            if let Some(line) = line.and_then(|line| line.parse().ok()) {
                                store.choose_line(line);
                            }
                        }
                    >
                        {live::part(move || {
                            (0..chunks.get()).map(|at| chunk(store, ranges, at)).collect_view().into_any()
                        })}
                    </div>
                    <textarea
                        id="source"
                        aria-label="年度报告原文"
                        spellcheck="false"
                        autocomplete="off"
                        placeholder=placeholder
                        wrap=live::text(move || (if whole.get() { "soft" } else { "off" }).to_owned())
                        node_ref=field
                        prop:disabled=live::flag(move || !editable())
                        on:input=move |event| store.edit(event_target_value(&event))
                        on:paste=move |event| {
                            if browser::is_replaced(field)
                                && let Some(pasted) = browser::pasted(&event)
                                && (store.paste_html(&pasted) || store.replace_text(&pasted))
                            {
                                event.prevent_default();
                            }
                        }
                        on:click=select
                    ></textarea>
                </div>
            </div>
            {live::when(move || idle() && is_empty(), move || input_pane::ways_in(store))}
        </section>
    }
}

/// A piece of the lines, drawn anew only when something in it changes.
fn chunk(store: Store, ranges: Memo<Vec<Range<usize>>>, at: usize) -> AnyView {
    let html = Memo::new(move |_| {
        let Some(range) = ranges.with(|ranges| ranges.get(at).cloned()) else {
            return String::new();
        };
        let marks = store.marks.get();
        let lit = store.selection.with(|selection| selection.span.map(|span| span.line - 1));
        store.lines.with(|lines| source_html(lines, &marks, lit, range))
    });
    view! { <div class="source-chunk" inner_html=html></div> }.into_any()
}
