//! Files of every kind, and names of every kind.

use super::{BRIDGE, FARES, FARES_LATER, outcomes};
use crate::sandbox::Sandbox;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::fs::symlink;

#[test]
fn this_folder_is_a_source_by_its_own_name() {
    let sandbox = Sandbox::corpus().file("news/a.txt", FARES);
    let program = sandbox.path("corpus.db");
    let sandbox = sandbox.with(|folder| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_corpus"))
            .args(["import", "."])
            .current_dir(folder.join("news"))
            .env_clear()
            .env("CORPUS_DB", &program)
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
    });
    assert_eq!(sandbox.ask::<String>("SELECT key FROM articles"), "news/a.txt");
}

#[test]
fn bytes_come_back_as_they_were_whatever_they_are() {
    let samples: [(&str, &[u8]); 6] = [
        ("bom.txt", b"\xef\xbb\xbfWith a mark\r\n"),
        ("utf16.txt", b"\xff\xfeP\0a\0r\0o\0m\0\n\0"),
        ("latin.txt", b"Caf\xe9 ferm\xe9 apr\xe8s la gr\xe8ve des journalistes\n"),
        ("broken.txt", b"Mostly \xe2\x80\x9cquoted\xe2\x80\x9d, once broken \xe2\x28 here\n"),
        ("nul.txt", b"A long enough text with one stray\0 NUL in it, as happens in archives of old mail\n"),
        ("old-mac.txt", b"One line\rand another\r"),
    ];
    let sandbox = samples
        .into_iter()
        .fold(Sandbox::corpus(), |sandbox, (name, bytes)| sandbox.file(format!("news/{name}"), bytes));
    let mut sandbox = sandbox.run(["import", "news"]).success().then();
    for (name, bytes) in samples {
        sandbox = sandbox.run(["cat", name]).success().stdout_bytes(bytes).then();
    }
}

#[test]
fn what_cannot_be_read_in_part_is_kept_and_flagged() {
    Sandbox::corpus()
        .file("news/a.txt", b"\xe2\x80\x9cQuoted\xe2\x80\x9d, then broken \xe2\x28 here\n")
        .run(["import", "news"])
        .success()
        .stdout_has(["added      news/a.txt  (some bytes have no reading in UTF-8: the text shows U+FFFD)\n"])
        .then()
        .run(["sql", "SELECT lossy, charset FROM versions", "--format", "csv"])
        .success()
        .stdout("lossy,charset\n1,UTF-8\n");
}

#[test]
fn every_file_that_cannot_be_imported_is_named_and_the_rest_goes_on() {
    let _socket;
    let sandbox = Sandbox::corpus()
        .file("news/a.txt", FARES)
        .file("news/empty.txt", "")
        .file("news/picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0")
        .file(
            "news/noise.bin",
            (0..=255).cycle().take(2000).map(|byte: u8| byte.wrapping_mul(7)).collect::<Vec<u8>>(),
        )
        .file("news/script.sh", "#!/bin/sh\necho all quiet at the quay\n")
        .file("news/torn.gz", "This was downloaded in part.\n")
        .file("news/z.txt", BRIDGE)
        .with(|folder| symlink("a.txt", folder.join("news/link.txt")).unwrap())
        .with(|folder| symlink("../news", folder.join("news/loop")).unwrap())
        .with(|folder| symlink("nowhere", folder.join("news/dangling")).unwrap())
        .with(|folder| {
            let fifo = std::process::Command::new("mkfifo").arg(folder.join("news/pipe")).status().unwrap();
            assert!(fifo.success());
        });
    _socket = std::os::unix::net::UnixListener::bind(sandbox.path("news/socket")).unwrap();
    sandbox
        .run(["import", "news"])
        .failure(
            3,
            "failed     news/dangling: a symbolic link, not a file\n\
             failed     news/empty.txt: the file is empty\n\
             failed     news/link.txt: a symbolic link, not a file\n\
             failed     news/loop: a symbolic link, not a file\n\
             failed     news/noise.bin: is binary data, not text\n\
             failed     news/pipe: a named pipe, not a file\n\
             failed     news/socket: a socket, not a file\n\
             failed     news/torn.gz: is named like an archive, but isn't one: get it again, or rename it if it is a text\n",
        )
        .stdout(
            "added      news/a.txt\nskipped    news/picture.png  (is an image)\nskipped    news/script.sh  (is source code)\n\
             added      news/z.txt\n2 added, 2 skipped, 8 failed · 116 B read · operation 1\n",
        );
}

#[test]
fn a_file_without_permission_fails_and_its_article_is_untouched() {
    let lock = |mode: u32| {
        move |folder: &std::path::Path| {
            fs::set_permissions(folder.join("news/a.txt"), fs::Permissions::from_mode(mode)).unwrap();
        }
    };
    let sandbox =
        Sandbox::news([("a.txt", FARES), ("b.txt", BRIDGE)]).advance(1).file("news/a.txt", FARES_LATER);
    let sandbox = sandbox.with(lock(0));
    if fs::read(sandbox.path("news/a.txt")).is_ok() {
        // Whoever runs this may read everything.
        return;
    }
    let sandbox = sandbox
        .run(["import", "news"])
        .failure(3, "failed     news/a.txt: no permission to read it\n")
        .then()
        .with(lock(0o644));
    assert_eq!(sandbox.ask::<i64>("SELECT max(number) FROM versions WHERE article = 1"), 1);
}

#[test]
fn a_file_that_fails_is_not_missing() {
    let sandbox = Sandbox::news([("a.txt", FARES), ("b.txt", BRIDGE)])
        .advance(1)
        .file("news/a.txt", "")
        .run(["import", "news", "--remove-missing"])
        .failure(3, "failed     news/a.txt: the file is empty\n")
        .stdout("1 unchanged, 1 failed · 56 B read · operation 2\n")
        .then();
    assert_eq!(sandbox.ask::<i64>("SELECT count(*) FROM articles"), 2);
    assert_eq!(sandbox.ask::<i64>("SELECT count(*) FROM versions"), 2);
}

#[test]
fn one_of_several_names_that_is_not_there_is_a_failure_and_the_rest_is_imported() {
    Sandbox::corpus()
        .file("news/a.txt", FARES)
        .run(["import", "news/a.txt", "news/nowhere.txt"])
        .failure(3, "failed     news/nowhere.txt: no such file\n")
        .stdout("added      news/a.txt\n1 added, 1 failed · 60 B read · operation 1\n");
}

#[test]
fn a_special_file_that_is_named_is_not_opened() {
    Sandbox::corpus()
        .file("news/a.txt", FARES)
        .with(|folder| {
            let fifo = std::process::Command::new("mkfifo").arg(folder.join("news/pipe")).status().unwrap();
            assert!(fifo.success());
        })
        .run(["import", "news/pipe", "news/a.txt"])
        .failure(3, "failed     news/pipe: a named pipe, not a file\n")
        .stdout("added      news/a.txt\n1 added, 1 failed · 60 B read · operation 1\n");
}

#[test]
fn a_link_that_is_named_is_followed() {
    Sandbox::corpus()
        .file("elsewhere/a.txt", FARES)
        .folder("news")
        .with(|folder| symlink("../elsewhere/a.txt", folder.join("news/link.txt")).unwrap())
        .run(["import", "news/link.txt"])
        .success()
        .stdout("added      news/link.txt\n1 added · 60 B read · operation 1\n");
}

#[test]
fn names_that_are_not_utf8_or_hold_newlines_and_escapes_are_imported_and_shown_harmless() {
    let strange = OsStr::from_bytes(b"caf\xe9.txt");
    let sandbox = Sandbox::corpus()
        .with(|folder| {
            fs::create_dir(folder.join("news")).unwrap();
            fs::write(folder.join("news").join(strange), FARES).unwrap();
            fs::write(folder.join("news/two\nlines.txt"), BRIDGE).unwrap();
            fs::write(folder.join("news/red\u{1b}[31m.txt"), FARES_LATER).unwrap();
        })
        .run(["import", "news"])
        .success()
        .stdout_has([
            "added      news/caf\\xE9.txt\n",
            "added      news/red\\u{1b}[31m.txt\n",
            "3 added · 178 B",
        ])
        .then()
        .run(["import", "news"])
        .success()
        .stdout("3 unchanged · 178 B read · operation 2\n")
        .then()
        .run(["cat", "caf\\xE9.txt"])
        .success()
        .stdout(FARES)
        .then();
    let path: Vec<u8> = sandbox.ask("SELECT path FROM file WHERE typeof(path) = 'blob'");
    assert_eq!(path, b"caf\xe9.txt");
    sandbox.run(["list"]).success().stdout_lacks("\u{1b}");
}

#[test]
fn a_very_long_path_is_imported() {
    let folder = vec!["long".repeat(50); 5].join("/");
    Sandbox::corpus()
        .file(format!("news/{folder}/a.txt"), FARES)
        .run(["import", "news"])
        .success()
        .stdout_has(["1 added"])
        .then()
        .run(["cat", "a.txt"])
        .success()
        .stdout(FARES);
}

#[test]
fn hidden_files_and_folders_are_left_out() {
    Sandbox::corpus()
        .file("news/a.txt", FARES)
        .file("news/.hidden.txt", BRIDGE)
        .file("news/.git/config.txt", BRIDGE)
        .run(["import", "news"])
        .success()
        .stdout("added      news/a.txt\n1 added · 60 B read · operation 1\n");
}

#[test]
fn no_rules_of_other_tools_leave_files_out() {
    Sandbox::corpus()
        .file("news/.gitignore", "a.txt\n")
        .file("news/.ignore", "a.txt\n")
        .file("news/a.txt", FARES)
        .run(["import", "news"])
        .success()
        .stdout_has(["added      news/a.txt\n"]);
}

#[test]
fn the_files_of_the_corpus_itself_are_never_read() {
    let sandbox = Sandbox::corpus().file("a.txt", FARES);
    // Another program holds the corpus open, so that its log lies beside it.
    let client = sandbox.client();
    client.execute("UPDATE outlet SET name = name", []).unwrap();
    client.query_row("SELECT count(*) FROM articles", [], |row| row.get::<_, i64>(0)).unwrap();
    assert!(sandbox.path("corpus.db-wal").exists());
    let report = sandbox.run(["import", ".", "--source", "here", "--json"]).success().value();
    assert_eq!(outcomes(&report), [("here/a.txt", "added")]);
    drop(client);
}

#[test]
fn the_corpus_named_as_an_input_is_not_read() {
    Sandbox::corpus()
        .file("a.txt", FARES)
        .run(["import", "corpus.db", "a.txt", "--source", "here"])
        .whatever()
        .stdout_has(["added      here/a.txt\n"])
        .stdout_lacks("corpus.db");
}

#[test]
fn a_sparse_giant_is_refused_without_being_read() {
    Sandbox::corpus()
        .file("news/a.txt", FARES)
        .with(|folder| fs::File::create(folder.join("news/giant.txt")).unwrap().set_len(1 << 40).unwrap())
        .run(["import", "news"])
        .failure(3, "failed     news/giant.txt: larger than 67108864 bytes (--max-size)\n");
}

#[test]
fn an_empty_folder_is_imported_without_complaint() {
    Sandbox::corpus()
        .folder("news")
        .run(["import", "news"])
        .success()
        .stdout("no files · 0 B read · operation 1\n");
}

#[test]
fn the_headline_and_the_address_are_read_off_the_first_lines() {
    Sandbox::news([("a.txt", "https://gazette.example.org/fares\nFerry fares rise\n\nThe council voted.\n")])
        .run(["list", "--columns", "title,url", "--format", "csv"])
        .success()
        .stdout("title,url\nFerry fares rise,https://gazette.example.org/fares\n")
        .then()
        .run(["meta", "why", "1", "url"])
        .success()
        .stdout_has(["read off the first lines of the text"]);
}

#[test]
fn a_name_with_a_line_break_stays_on_one_line() {
    let told = Sandbox::corpus()
        .file("news/added\nadded      news/forged.txt", FARES)
        .file("news/failed\nfailed     news/forged.txt", "")
        .run(["import", "news"])
        .failure_with(3, ["the file is empty"]);
    assert_eq!(told.message().lines().count(), 1, "{}", told.message());
    assert_eq!(told.text().lines().count(), 2, "{}", told.text());
}

#[test]
fn a_name_that_spells_the_bytes_of_another_does_not_stop_the_import() {
    let sandbox = Sandbox::corpus()
        .file("news/a.txt", FARES)
        .file(r"news/caf\xE9.txt", "The name is spelled with a backslash")
        .with(|folder| {
            fs::write(folder.join("news").join(OsStr::from_bytes(b"caf\xe9.txt")), "The name is Latin-1")
                .unwrap();
        })
        .run(["import", "news"])
        .whatever()
        .then();
    assert_eq!(sandbox.ask::<i64>("SELECT count(*) FROM articles"), 3);
}

#[test]
fn two_sources_whose_keys_meet_do_not_stop_the_import() {
    let told = Sandbox::corpus()
        .file("news/uk/a.txt", FARES)
        .file("other/a.txt", BRIDGE)
        .file("other/b.txt", "Something else")
        .run(["import", "news"])
        .success()
        .then()
        .run(["import", "other", "--source", "news/uk"])
        .whatever();
    assert!(!told.message().contains("UNIQUE"), "{}", told.message());
    let sandbox = told.then();
    assert_eq!(sandbox.ask::<i64>("SELECT count(*) FROM articles WHERE text LIKE 'Something%'"), 1);
    assert_eq!(sandbox.ask::<i64>("SELECT count(*) FROM articles WHERE text LIKE 'Ferry%'"), 1);
}

#[test]
fn a_blank_file_fails_and_its_article_keeps_its_text() {
    let blanks: [(&str, &[u8]); 9] = [
        ("bom.txt", b"\xef\xbb\xbf"),
        ("line.txt", b"\n"),
        ("no-break-1252.txt", b"\xa0\n\xa0"),
        ("no-break.txt", b"\xc2\xa0\xc2\xa0\r\n"),
        ("utf16-short.txt", b"\n\0"),
        ("utf16-unmarked.txt", b"\0\r\0\n\0\r\0\n\0\r\0\n"),
        ("utf16.txt", b"\xff\xfe\n\0 \0"),
        ("white.txt", b" \r\n\t\x0c"),
        ("zero-width.txt", "\u{200B}\u{2060}\u{3000}".as_bytes()),
    ];
    let mut sandbox = Sandbox::news([("a.txt", FARES)]).advance(1).file("news/a.txt", "\n");
    let mut failures =
        "failed     news/a.txt: the file is blank: it holds only white space or invisible characters\n"
            .to_owned();
    for (name, bytes) in blanks {
        sandbox = sandbox.file(format!("news/{name}"), bytes);
        failures += &format!(
            "failed     news/{name}: the file is blank: it holds only white space or invisible characters\n"
        );
    }
    sandbox
        .run(["import", "news"])
        .failure(3, &failures)
        .then()
        .run(["cat", "a.txt"])
        .success()
        .stdout(FARES)
        .then()
        .run(["sql", "SELECT count(*) AS versions FROM versions", "--format", "csv"])
        .success()
        .stdout("versions\n1\n");
}

#[test]
fn a_charset_guessed_from_few_letters_is_reported() {
    let guessed = "charset guessed from 1 letter or sign: windows-1252; --charset sets it";
    // The charset that a page declares is no guess.
    let text =
        b"P\xf8\xedli\x9a \x9elu\x9dou\xe8k\xfd k\xf9\xf2 \xfap\xecl \xef\xe1belsk\xe9 \xf3dy. ".repeat(9);
    let page =
        [b"<meta charset=windows-1250><article><h1>K\xf9\xf2</h1><p>", text.as_slice(), b"</p></article>"]
            .concat();
    Sandbox::corpus()
        .file("news/a.txt", b"They called the plan na\xefve and left.\n")
        .file("news/b.txt", b"Caf\xe9 ferm\xe9 apr\xe8s la gr\xe8ve des journalistes\n")
        .file("news/c.html", page)
        .run(["import", "news"])
        .success()
        .stdout_has([
            format!("added      news/a.txt  ({guessed})\n").as_str(),
            "added      news/b.txt\nadded      news/c.html\n",
        ])
        .then()
        .run(["sql", "SELECT detail FROM import_event WHERE detail IS NOT NULL", "--format", "csv"])
        .success()
        .stdout(&format!("detail\n{guessed}\n"));
}

#[test]
fn a_page_is_read_as_its_article() {
    let text = "The storm has passed, and nobody was hurt. Trees fell on the road to the harbour. ".repeat(4);
    let text = text.trim_end();
    let page = format!(
        "<!DOCTYPE html>\n<title>Storm – The Gazette</title>\n<nav><a href=/>Home</a></nav>\n\
         <article><h1>Storm</h1><p>{text}</p></article>\n"
    );
    Sandbox::corpus()
        .file("news/a.html", &page)
        .file("news/b.txt", "Storm\n\nThe storm has passed.\n")
        .run(["import", "news"])
        .success()
        .stdout_has(["added      news/a.html\nadded      news/b.txt\n"])
        .then()
        .run(["sql", "SELECT reader, title, text FROM articles WHERE id = 1", "--format", "csv"])
        .success()
        .stdout(&format!("reader,title,text\npage,Storm,\"Storm\n\n{text}\"\n"))
        .then()
        .run(["cat", "a.html"])
        .success()
        .stdout(&page);
}

#[test]
fn a_page_without_an_article_is_reported() {
    let remark = "no article was found in the page: its text is everything that it shows";
    Sandbox::corpus()
        .file(
            "news/a.html",
            "<!DOCTYPE html>\n<title>Gazette</title>\n<nav><a href=/>Home</a> <a href=/x>Sports</a></nav>\n",
        )
        .run(["import", "news"])
        .success()
        .stdout_has([format!("added      news/a.html  ({remark})\n").as_str()])
        .then()
        .run(["sql", "SELECT detail FROM import_event WHERE detail IS NOT NULL", "--format", "csv"])
        .success()
        .stdout(&format!("detail\n{remark}\n"));
}

#[test]
fn many_guesses_are_summed_up() {
    let mut sandbox = Sandbox::corpus();
    for number in 0..25 {
        let text = [format!("Report {number} of the ch").as_bytes(), b"\xe2teau was read.\n"].concat();
        sandbox = sandbox.file(format!("news/{number:02}.txt"), text);
    }
    sandbox.run(["import", "news"]).success().stdout_has([
        "25 charsets were guessed from one or two letters (-v lists the files, --charset sets it)\n",
    ]);
}
