//! The source text: a text field with its lines, numbers and marks drawn beneath it.
//!
//! The field is the browser's own, so input methods, undo and selection work as everywhere. It
//! scrolls with what lies beneath, which wraps exactly as it does. A long text is not wrapped:
//! then all lines are equally high, and only those in view are drawn.

use super::browser;
use super::input_pane;
use super::live::{Derived, Held, follow};
use super::markup::{View, each, html, live, on, when};
use super::store::Store;
use crate::session::{Marks, Outcome, marks, source_html};
use std::ops::Range;

/// Up to here a text is drawn whole and wrapped.
const WHOLE_LINES: usize = 2_500;
const WHOLE_BYTES: usize = 400_000;
/// Beyond this a text field becomes too slow to type in: the text is shown only.
const FIELD_BYTES: usize = 4_000_000;
/// Lines drawn as one piece.
const CHUNK: usize = 40;
/// The height of an unwrapped line in pixels; `--line` in the style sheet says the same.
const LINE: usize = 22;
/// How far beyond what shows an unwrapped text is drawn.
const MARGIN: usize = 30;
/// A field of unwrapped lines grows in steps of so many characters, and what juts out is cut off:
/// at another width the browser lays out every line anew, a tenth of a second for 1 MB.
const FIELD_STEP: usize = 256;

const PANE: &str = "#source-scroll";
const FIELD: &str = "#source";

/// Brings a 0-based line into view.
pub fn reveal_line(store: Store, line: usize) {
    if is_whole(store) {
        browser::reveal(format!("[data-line=\"{}\"]", line + 1));
    } else {
        browser::scroll_to(PANE, line * LINE);
    }
}

fn is_whole(store: Store) -> bool {
    store.lines.with(|lines| lines.len() <= WHOLE_LINES && lines.text().len() <= WHOLE_BYTES)
}

/// The panel. It is the empty page's large field, too.
pub fn source(store: Store) -> View {
    let whole = move || is_whole(store);
    let is_empty = move || store.lines.with(|lines| lines.is_empty());
    let editable = move || store.lines.with(|lines| lines.text().len() <= FIELD_BYTES);
    let top = Held::for_good((0, 900));
    let marks = Derived::new(move || match store.reviewed() {
        Some(reviewed) => marks(&reviewed, &store.selection.read()),
        None => Marks::default(),
    });
    // A text from elsewhere goes into the field; what is typed is there already.
    follow(move || {
        let (_, text) = &*store.editor.read();
        browser::set_value(FIELD, if text.len() <= FIELD_BYTES { text } else { "" });
    });
    let ranges: Derived<Vec<Range<usize>>> = Derived::new(move || {
        let count = store.lines.with(|lines| lines.len());
        if whole() {
            return (0..count).step_by(CHUNK).map(|at| at..(at + CHUNK).min(count)).collect();
        }
        let (top, height) = top.get();
        let first = (top / LINE).saturating_sub(MARGIN).min(count);
        let last = ((top + height) / LINE + MARGIN).min(count);
        std::iter::once(first..last).collect()
    });
    // A text that is drawn whole needs no sizes.
    let unless_whole = move |size: fn(Store) -> String| {
        live(move || if whole() { String::new() } else { size(store) })
    };
    let first = move || ranges.read().first().map_or(0, |range| range.start);
    let advice = move || match (is_empty(), editable()) {
        (true, _) => "",
        (_, true) => "可直接修改，结果随之更新",
        (_, false) => "原文较长，只供查看",
    };
    let placeholder = move || {
        store.outcome.with(|outcome| match outcome.reviewed() {
            Some(reviewed) if reviewed.is_draft() => "新建的报告还没有文字，在中间的表格里填数",
            Some(_) => "这份结果没有附原文；把全文粘贴到这里，可以连同改动重新核对",
            None => "在这里粘贴年度报告全文，或把文件拖到窗口的任何地方",
        })
    };
    let idle = move || matches!(*store.outcome.read(), Outcome::Idle | Outcome::Refused { .. });
    html!(
        r#"<section class="panel source" aria-labelledby="source-title">
            <h2 id="source-title">原文<small>{advice}</small></h2>
            <div class="source-scroll" id="source-scroll" on:scroll={scrolled}>
                <div class="source-page" class:unwrapped={unwrapped} class:shown={shown}
                    style:height={height} style:min-width={width}>
                    <div class="source-lines" aria-hidden="true" style:top={shift} on:click={line}>
                        {chunks}
                    </div>
                    <textarea id="source" aria-label="年度报告原文" spellcheck="false"
                        autocomplete="off" placeholder={placeholder} wrap={wrap}
                        style:width={field_width}
                        prop:disabled={disabled} on:input={typed} on:paste={pasted}
                        on:click={caret}></textarea>
                </div>
            </div>
            {ways_in}
        </section>"#,
        advice = live(advice),
        scrolled = on(move |_| {
            if !leptos::prelude::untrack(whole) {
                top.set(browser::scroll_top(PANE));
            }
        }),
        unwrapped = live(move || !whole()),
        shown = live(move || !editable()),
        height = unless_whole(|store| {
            format!("{}px", store.lines.with(|lines| lines.len()) * LINE + 16)
        }),
        width = unless_whole(|store| format!("{}em", width(store))),
        shift = live(move || match whole() {
            true => String::new(),
            false => format!("{}px", first() * LINE),
        }),
        line = on(move |event| {
            let line = browser::closest(&event, "data-line");
            if let Some(line) = line.and_then(|line| line.parse().ok()) {
                store.choose_line(line);
            }
        }),
        chunks = each(
            move || ranges.read().len(),
            move |&count| (0..count)
                .map(|at| chunk(store, ranges, marks, at))
                .collect::<Vec<View>>(),
        ),
        placeholder = live(placeholder),
        wrap = live(move || if whole() { "soft" } else { "off" }),
        field_width =
            unless_whole(|store| format!("{}em", width(store).next_multiple_of(FIELD_STEP))),
        disabled = live(move || !editable()),
        typed = on(move |event| store.edit(browser::value_of(&event))),
        pasted = on(move |event| {
            if browser::is_replaced(FIELD)
                && let Some(pasted) = browser::pasted(&event)
                && (store.paste_html(&pasted) || store.replace_text(&pasted))
            {
                event.prevent_default();
            }
        }),
        caret = on(move |_| {
            if let Some(caret) = browser::caret(FIELD) {
                store.choose_unit(caret);
            }
        }),
        ways_in = when(move || idle() && is_empty(), move || input_pane::ways_in(store)),
    )
}

/// How wide an unwrapped text is, in characters.
fn width(store: Store) -> usize {
    store.lines.with(|lines| lines.widest()) + 8
}

/// A piece of the lines, drawn anew only when something in it changes.
fn chunk(
    store: Store,
    ranges: Derived<Vec<Range<usize>>>,
    marks: Derived<Marks>,
    at: usize,
) -> View {
    let lines = move || {
        let Some(range) = ranges.read().get(at).cloned() else { return String::new() };
        let lit = store.selection.with(|selection| selection.span.map(|span| span.line - 1));
        store.lines.with(|lines| source_html(lines, &marks.read(), lit, range))
    };
    html!(r#"<div class="source-chunk" html={lines}></div>"#, lines = live(lines))
}
