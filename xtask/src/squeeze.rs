//! Styles and scripts without what only people read.

use crate::Outcome;

/// A style sheet without comments, and without the white space that parts nothing.
pub fn style(css: &str) -> String {
    let mut squeezed = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(letter) = rest.chars().next() {
        let end = match letter {
            '"' | '\'' => rest[1..].find(letter).map_or(rest.len(), |at| at + 2),
            '/' if rest.starts_with("/*") => {
                rest = rest.find("*/").map_or("", |at| &rest[at + 2..]);
                continue;
            }
            _ if letter.is_ascii_whitespace() => {
                rest = rest.trim_ascii_start();
                // What stands before a bracket or after a sign needs no room; `:` may begin the
                // name of a state, so room is needed before it.
                let parts = !squeezed.ends_with(['{', '}', ';', ',', ':'])
                    && !rest.starts_with(['{', '}', ';', ','])
                    && !rest.starts_with("/*");
                if parts && !squeezed.is_empty() && !rest.is_empty() {
                    squeezed.push(' ');
                }
                continue;
            }
            _ => letter.len_utf8(),
        };
        if letter == '}' && squeezed.ends_with(';') {
            squeezed.pop();
        }
        squeezed.push_str(&rest[..end]);
        rest = &rest[end..];
    }
    squeezed
}

/// A script without indentation, and without the lines that hold nothing but a comment.
///
/// # Errors
/// When a text in backticks goes over several lines: there white space is more than indentation.
pub fn script(script: &str) -> Outcome<String> {
    let mut squeezed = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines().map(str::trim) {
        in_comment |= line.starts_with("/*");
        if !in_comment && !line.is_empty() && !line.starts_with("//") {
            if line.matches('`').count() % 2 == 1 {
                return Err(format!("a text that goes over several lines begins at `{line}`"));
            }
            squeezed.push_str(line);
            squeezed.push('\n');
        }
        in_comment &= !line.ends_with("*/");
    }
    Ok(squeezed)
}

#[cfg(test)]
mod tests {
    use super::{script, style};

    #[test]
    fn styles_keep_what_parts_something() {
        let css = "/* one */\na :hover,\nb > c {\n  margin: 0 auto; /* two */\n  content: \" ; \";\n}\n\
                   @media (min-width: 1px) and (print) {\n  .a .b { width: calc(1px + 2px) }\n}\n";
        assert_eq!(
            style(css),
            "a :hover,b > c{margin:0 auto;content:\" ; \"}\
             @media (min-width:1px) and (print){.a .b{width:calc(1px + 2px)}}"
        );
    }

    #[test]
    fn scripts_lose_comments_and_indentation() {
        let text =
            "// one\nif (a) {\n  b(\"// two\"); // three\n\n  /**\n   * four\n   */\n  `x`;\n}\n";
        assert_eq!(script(text).unwrap(), "if (a) {\nb(\"// two\"); // three\n`x`;\n}\n");
        assert!(script("const text = `one\n  two`;\n").is_err());
    }
}
