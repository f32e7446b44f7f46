//! `corpus reread`: what stays, and what follows from the bytes by now.

use crate::sandbox::Sandbox;

const PAGE: &str = "<html><head><title>Ferry</title><meta property='og:site_name' content='Quay Times'>\
    <meta name='author' content='Ada Lind'></head><body><article><h1>Ferry</h1>\
    <p>The council of the small harbour town met on Monday to talk about the ferry, which many people take to work every morning, and about the fares that were last raised nine years ago.</p>\
    <p>Nobody who came to the meeting wanted to pay more, but the mayor said that the old ship has to be repaired before the winter, and that the money must come from somewhere.</p>\
    <p>A second meeting is planned for the summer, when the engineers have looked at the ship and can say how much the repair of the engine will cost.</p>\
    </article></body></html>";

#[test]
fn what_would_be_read_the_same_is_not_recorded() {
    Sandbox::news([("a.html", PAGE), ("b.txt", "Le pont\n\nLe vieux pont rouvre.")])
        .run(["reread"])
        .success()
        .stdout("0 of 2 articles with another text, 0 with other metadata · nothing to record\n")
        .then()
        .run(["reread", "1", "--dry-run"])
        .success()
        .stdout("0 of 1 article with another text, 0 with other metadata · dry run: nothing was written\n")
        .then()
        .run(["log"])
        .success()
        .stdout_lacks("reread");
}

#[test]
fn metadata_follow_the_bytes_but_for_what_a_person_set() {
    let sandbox = Sandbox::news([("a.html", PAGE)])
        .run(["meta", "unset", "1", "author"])
        .success()
        .then()
        // Known only now: a page alone adds no outlet.
        .run(["outlet", "add", "Quay Times"])
        .success()
        .then()
        .run(["reread", "--where", "reader = 'page'", "-m", "why not"])
        .success()
        .stdout(
            "1 news/a.html: outlet\n0 of 1 article with another text, 1 with other metadata · operation 4\n",
        )
        .then();
    assert_eq!(sandbox.ask::<String>("SELECT outlet FROM articles"), "Quay Times");
    assert_eq!(sandbox.ask::<Option<String>>("SELECT author FROM articles"), None);
    let sandbox = sandbox.run(["verify"]).success().then().run(["undo"]).success().then();
    assert_eq!(sandbox.ask::<Option<String>>("SELECT outlet FROM articles"), None);
    sandbox.run(["verify"]).success();
}
