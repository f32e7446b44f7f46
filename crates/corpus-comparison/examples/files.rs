//! Prints the shared statements of some text files: `cargo run -p corpus-comparison --example files -- FILE …`.

#![expect(clippy::print_stdout, reason = "an example prints its result")]

use corpus_comparison::matrix;

fn main() -> std::io::Result<()> {
    let texts: Vec<String> =
        std::env::args().skip(1).map(std::fs::read_to_string).collect::<Result<_, _>>()?;
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    for (number, statement) in matrix(&texts).statements.iter().enumerate() {
        println!("{} {:?}", number + 1, statement.differences);
        for (text, cell) in statement.cells.iter().enumerate() {
            if let Some(cell) = cell {
                let wording =
                    texts[text][cell.range.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
                println!("  {} {:.2} {wording}", text + 1, cell.score);
            }
        }
    }
    Ok(())
}
