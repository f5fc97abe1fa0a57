//! The built page in a real browser, served under a sub-path as on any static host.
//!
//! `cargo xtask test` builds the page and runs this. To run it alone after `cargo xtask build`:
//! `cargo test --package browser-tests --test browser [NAME]`.

mod driver;
mod editing;
mod files;
mod input;
mod javascript;
mod keep;
mod linking;
mod offline;
mod output;
mod page;
mod privacy;
mod refusals;
mod reports;
mod speed;
mod why;

use std::pin::Pin;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use libtest_mimic::{Arguments, Trial};
use tokio::time::timeout;
use xtask::static_server::{Server, Site};

use driver::{Driver, Engine, dist};
use page::Page;

/// How long a test may take.
const LIMIT: Duration = Duration::from_secs(180);

/// A test: what it does with an open page.
type Test = for<'page> fn(&'page Page) -> Pin<Box<dyn Future<Output = ()> + 'page>>;

/// What all tests share.
struct World {
    driver: Driver,
    server: Arc<Server>,
}

/// Where the page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// On a server, as many files.
    Server,
    /// On disk, as one file.
    Disk,
}

/// What does not apply to the page as one file, and why. Everything else runs on it as well.
const NOT_ON_DISK: [(&str, &str); 7] = [
    ("files::the_full_build_is_fetched_when_a_file_needs_it", "it holds the full build only"),
    ("javascript::", "the package lies on the server"),
    ("keep::nothing_is_kept_by_default", "reads storage, which it does not use"),
    ("keep::what_is_remembered_survives_until_it_is_forgotten", "it remembers nothing"),
    ("offline::", "it needs no service worker"),
    ("output::every_request_is_answered", "it makes no request"),
    ("privacy::no_script_names_what_the_policy_does_not_stop", "it looks at all files already"),
];

/// What tells most within a minute when it runs in another engine; `GOUJI_SHORT` asks for these.
const TELLING: [&str; 7] = [
    "input::paste_by_keyboard_shows_the_report",
    "editing::a_cell_is_changed_by_the_keyboard",
    "linking::line_shows_cell_and_finding",
    "offline::works_without_its_server",
    "privacy::worker_reaches_no_other_origin",
    "why::the_sheet_is_printed_not_the_screen",
    "on_disk::files::drop_of_pdf",
];

/// Leaves [`TELLING`] alone when only that is asked for, and says how much that leaves out.
fn wanted_trials(all: Vec<(String, Test, Place)>) -> Vec<(String, Test, Place)> {
    if std::env::var_os("GOUJI_SHORT").is_none() {
        return all;
    }
    let whole = all.len();
    let short: Vec<_> =
        all.into_iter().filter(|(name, ..)| TELLING.contains(&name.as_str())).collect();
    assert_eq!(short.len(), TELLING.len(), "a telling test is no more");
    println!("{} of {whole} tests are asked for, the others do not run", short.len());
    short
}

/// The tests of the page on a server, then those of the page as one file on disk.
fn all_trials(tests: &[(&str, Test)]) -> Vec<(String, Test, Place)> {
    let mut trials: Vec<_> =
        tests.iter().map(|&(name, test)| (name.to_owned(), test, Place::Server)).collect();
    for (left_out, _) in NOT_ON_DISK {
        let known = tests.iter().any(|(name, _)| name.starts_with(left_out));
        assert!(known, "{left_out} is left out, but there is no such test");
    }
    let on_disk = tests
        .iter()
        .filter(|(name, _)| !NOT_ON_DISK.iter().any(|(left_out, _)| name.starts_with(left_out)));
    trials.extend(on_disk.map(|&(name, test)| (format!("on_disk::{name}"), test, Place::Disk)));
    trials
}

/// Lists async functions as tests under their own names.
macro_rules! tests {
    ($($module:ident::$name:ident),* $(,)?) => {
        [$((
            concat!(stringify!($module), "::", stringify!($name)),
            (|page| Box::pin($module::$name(page))) as Test,
        )),*]
    };
}

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    // Each test has a browser of its own: two keep two cores busy.
    arguments.test_threads = arguments.test_threads.or(Some(2));
    let tests = tests![
        input::paste_event_shows_the_report,
        input::paste_by_keyboard_shows_the_report,
        input::drop_shows_the_report,
        input::open_file_shows_the_report,
        input::sample_shows_its_mistake,
        input::typing_changes_the_result,
        files::drop_of_text_in_gb18030,
        files::drop_of_markdown,
        files::drop_of_csv,
        files::drop_of_web_page,
        files::drop_of_word_document,
        files::drop_of_workbook,
        files::drop_of_pdf,
        files::opened_word_document,
        files::paste_of_a_web_page_takes_its_tables,
        files::paste_of_html_without_a_table_takes_the_text,
        files::the_full_build_is_fetched_when_a_file_needs_it,
        files::a_long_read_can_be_cancelled,
        linking::finding_shows_cell_and_line,
        linking::cell_shows_finding_and_line,
        linking::line_shows_cell_and_finding,
        linking::passed_checks_are_folded_and_countable,
        linking::a_long_text_is_linked_and_typed_into,
        javascript::the_example_checks_what_is_typed,
        keep::nothing_is_kept_by_default,
        keep::what_is_remembered_survives_until_it_is_forgotten,
        keep::the_section_has_an_address,
        offline::works_without_its_server,
        offline::an_update_loses_nothing,
        offline::an_empty_page_updates_by_itself,
        offline::another_tab_keeps_its_version,
        offline::other_caches_are_left_alone,
        offline::asks_only_for_what_is_listed,
        offline::nothing_is_claimed_before_it_is_true,
        offline::a_core_that_does_not_load_is_told,
        editing::a_cell_is_changed_by_the_keyboard,
        editing::fast_typing_loses_no_key,
        editing::every_step_can_be_taken_back,
        editing::a_changed_text_keeps_the_changed_cells,
        editing::a_check_is_set_aside_with_a_reason,
        editing::an_export_goes_on_where_it_was,
        editing::the_likely_culprit_can_be_tried,
        editing::a_new_report_is_filled_in,
        output::download_is_what_the_command_line_says,
        output::every_request_is_answered,
        privacy::page_reaches_no_other_origin,
        privacy::worker_reaches_no_other_origin,
        privacy::no_script_names_what_the_policy_does_not_stop,
        refusals::empty_file,
        refusals::blank_text,
        refusals::picture,
        refusals::text_that_is_no_report,
        refusals::too_large,
        refusals::one_table_alone_is_read,
        refusals::a_refusal_is_no_dead_end,
        why::a_finding_leads_to_its_rule_and_back,
        why::a_rule_has_an_address,
        why::findings_are_copied_as_a_message,
        why::the_sheet_is_printed_not_the_screen,
    ];
    if arguments.list {
        let trials = all_trials(&tests).into_iter();
        let trials = trials.map(|(name, ..)| Trial::test(name, || Ok(())));
        return libtest_mimic::run(&arguments, trials.collect()).exit_code();
    }
    assert!(dist().join("index.html").is_file(), "build the page first: `cargo xtask build`");
    if let Some(folder) = std::env::var_os("GOUJI_BENCH") {
        speed::run(folder.as_ref());
        return ExitCode::SUCCESS;
    }
    let html = std::fs::read_to_string(dist().join("index.html")).expect("the page is text");
    let site = Site::new(dist(), "/somewhere/gouji/")
        .with("probe.html", privacy::probed(&html))
        .with("probe.js", privacy::PROBE)
        .with("open.html", privacy::WITHOUT_POLICY);
    let world = Arc::new(World {
        driver: Driver::start(Engine::wanted()),
        server: Arc::new(Server::start(site, 0).expect("the page is served")),
    });
    let trials = wanted_trials(all_trials(&tests)).into_iter().map(|(name, test, place)| {
        let world = Arc::clone(&world);
        Trial::test(name, move || {
            run(&world, test, place);
            Ok(())
        })
    });
    let conclusion = libtest_mimic::run(&arguments, trials.collect());
    drop(world);
    conclusion.exit_code()
}

/// Runs one test in a browser of its own, and closes that even when the test panics.
fn run(world: &World, test: Test, place: Place) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime for the test");
    runtime.block_on(async {
        let browser = world.driver.open().await;
        let client = browser.client.clone();
        let address = match place {
            Place::Server => world.server.url().to_owned(),
            Place::Disk => {
                let file = dist().join(xtask::single_file::NAME);
                url::Url::from_file_path(file).expect("an absolute path").into()
            }
        };
        let page = Page { browser, address, server: Arc::clone(&world.server) };
        let outcome = page::catch(async {
            let whole = async {
                page.open("").await;
                test(&page).await;
                page.expect_quiet_console().await;
            };
            // Nothing here waits that long: a browser that hangs must not hang the tests.
            timeout(LIMIT, whole).await.expect("the test ends in time");
        })
        .await;
        let closed = timeout(Duration::from_secs(30), client.close()).await;
        if let Err(panic) = outcome {
            std::panic::resume_unwind(panic);
        }
        closed.expect("the browser closes in time").expect("the browser closes");
    });
}
