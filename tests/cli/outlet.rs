//! `corpus outlet`: publishers and what means them.

use crate::sandbox::{Sandbox, keys};
use serde_json::json;

fn corpus() -> Sandbox {
    Sandbox::news([
        ("a.txt", "https://www.gazette.example.org/fares\nFerry fares rise\n\nThe council voted.\n"),
        ("b.txt", "http://live.gazette.example.org:8080/x?y\nBridge to reopen\n\nSoon.\n"),
        ("c.txt", "One paragraph only"),
    ])
}

#[test]
fn added_described_and_listed() {
    Sandbox::corpus()
        .run(["outlet", "list"])
        .noting("no outlets yet; corpus meta set REF outlet=NAME makes one\n")
        .stdout("")
        .then()
        .run(["outlet", "add", "Harbour Group"])
        .success()
        .stdout("Harbour Group: 0 articles given to it · operation 1\n")
        .then()
        .run([
            "outlet",
            "add",
            "Harbour Gazette",
            "--homepage",
            "https://gazette.example.org",
            "--parent",
            "harbour group",
            "--alias",
            "HG",
            "--alias",
            "The Gazette",
        ])
        .success()
        .then()
        .run(["outlet", "list"])
        .success()
        .stdout(
            "NAME             ARTICLES  ALIASES          PARENT         HOMEPAGE\n\
             Harbour Gazette         0  HG, The Gazette  Harbour Group  https://gazette.example.org\n\
             Harbour Group           0\n",
        )
        .then()
        .run(["outlet", "add", "harbour group"])
        .success()
        .stdout("Harbour Group: 0 articles given to it · as it was\n")
        .then()
        .run(["outlet", "list", "--format", "csv"])
        .success()
        .stdout_has(["Harbour Gazette,"]);
}

#[test]
fn listed_as_json() {
    let told = corpus().run(["outlet", "add", "HG", "--alias", "The Gazette"]).success().then();
    let outlets = told.run(["outlet", "list", "--json"]).success().value();
    assert_eq!(keys(&outlets[0]), ["name", "homepage", "parent", "aliases", "articles"]);
    assert_eq!(outlets[0]["aliases"], json!(["The Gazette"]));
}

#[test]
fn a_host_name_gives_the_outlet_to_articles_now_and_later() {
    corpus()
        .run(["outlet", "add", "Harbour Gazette", "--alias", "gazette.example.org", "--json"])
        .success()
        .json(json!({ "operation": 2, "outlet": "Harbour Gazette", "aliases": 1, "articles": 2 }))
        .then()
        .file("news/d.txt", "https://gazette.example.org/later\nMarket moves\n\nAt last.\n")
        .file("news/e.txt", "https://notgazette.example.org/x\nElse\n\nAt last.\n")
        .run(["import", "news"])
        .success()
        .then()
        .run(["list", "--columns", "key,outlet", "--format", "csv"])
        .success()
        .stdout(
            "key,outlet\nnews/a.txt,Harbour Gazette\nnews/b.txt,Harbour Gazette\nnews/c.txt,\n\
             news/d.txt,Harbour Gazette\nnews/e.txt,\n",
        )
        .then()
        .run(["meta", "why", "4", "outlet"])
        .success()
        .stdout_has(["from the host name of the address"]);
}

#[test]
fn a_host_name_does_not_override_a_person() {
    corpus()
        .run(["meta", "set", "1", "outlet=Quay Times"])
        .success()
        .then()
        .run(["meta", "set", "2", "outlet=Quay Times"])
        .success()
        .then()
        .run(["meta", "unset", "2", "outlet"])
        .success()
        .then()
        .run(["outlet", "add", "Harbour Gazette", "--alias", "https://www.gazette.example.org/"])
        .success()
        .stdout("Harbour Gazette: 1 name added, 0 articles given to it · operation 5\n")
        .then()
        .run(["list", "--columns", "id,outlet", "--format", "csv"])
        .success()
        .stdout("id,outlet\n1,Quay Times\n2,\n3,\n");
}

#[test]
fn an_alias_means_the_outlet_wherever_it_is_named() {
    corpus()
        .run(["outlet", "add", "Harbour Gazette"])
        .success()
        .then()
        .run(["outlet", "alias", "Harbour Gazette", "HG", "Gazette of the Harbour"])
        .success()
        .stdout("Harbour Gazette: 2 names added, 0 articles given to it · operation 3\n")
        .then()
        .run(["meta", "set", "3", "outlet=hg"])
        .success()
        .then()
        .run(["meta", "get", "3", "outlet", "--format", "csv"])
        .success()
        .stdout("article,field,ordinal,value\n3,outlet,0,Harbour Gazette\n")
        .then()
        .run(["sql", "--write", "UPDATE articles SET outlet = 'HG' WHERE id = 1"])
        .noting("1 metadata value changed · operation 5\n")
        .then()
        .run(["outlet", "list", "--format", "jsonl"])
        .success()
        .stdout_has(["\"articles\":2"]);
}

#[test]
fn two_outlets_become_one() {
    corpus()
        .run(["meta", "set", "1", "outlet=H. Gazette"])
        .success()
        .then()
        .run(["meta", "set", "2", "outlet=Harbour Gazette"])
        .success()
        .then()
        .run(["outlet", "alias", "H. Gazette", "HG"])
        .success()
        .then()
        .run(["outlet", "merge", "H. Gazette", "Harbour Gazette"])
        .success()
        .stdout("Harbour Gazette: 1 name added, 1 article given to it · operation 5\n")
        .then()
        .run(["outlet", "list"])
        .success()
        .stdout("NAME             ARTICLES  ALIASES         PARENT  HOMEPAGE\nHarbour Gazette         2  H. Gazette, HG\n")
        .then()
        .run(["meta", "history", "1", "outlet", "--format", "csv"])
        .success()
        .stdout_has(["1,outlet,0,H. Gazette,Harbour Gazette,set,5,"]);
}

#[test]
fn what_cannot_be() {
    corpus()
        .run(["outlet", "add", "One", "--alias", "Same"])
        .success()
        .then()
        .run(["outlet", "add", "Two", "--alias", "same"])
        .failure_with(2, ["'same' already means the outlet One", "corpus outlet merge"])
        .then()
        .run(["outlet", "add", "One", "--parent", "One"])
        .failure_with(2, ["One can't belong to itself"])
        .then()
        .run(["outlet", "add", "Three", "--parent", "Nobody"])
        .failure_with(1, ["there is no outlet 'Nobody'"])
        .then()
        .run(["outlet", "add", "  "])
        .failure_with(2, ["an outlet needs a name"])
        .then()
        .run(["outlet", "add", "Three", "--homepage", "example.org"])
        .failure_with(2, ["is not a URL"])
        .then()
        .run(["outlet", "alias", "Nobody", "x"])
        .failure_with(1, ["there is no outlet 'Nobody'"])
        .then()
        .run(["outlet", "merge", "One", "same"])
        .failure_with(2, ["are the same outlet"])
        .then()
        .run(["outlet", "add", "One", "--alias", ""])
        .failure_with(2, ["error: "])
        .then()
        .run(["outlet", "list", "--format", "csv"])
        .success()
        .stdout_has(["One,"])
        .stdout_lacks("Three");
}

#[test]
fn a_host_covers_the_hosts_below_it_and_is_no_suffix() {
    let page = "<html><head><title>Ferry</title><meta property='og:site_name' content=\"The Quay's Times\">\
        <link rel='canonical' href='https://news.quay.co.uk/ferry'></head><body><article><h1>Ferry</h1>\
        <p>The council of the small harbour town met on Monday to talk about the ferry, which many people take to work.</p>\
        </article></body></html>";
    let sandbox = Sandbox::corpus().file("news/a.html", page);
    let told = sandbox.run(["import", "news", "--dry-run", "--json"]).success();
    assert_eq!(
        told.value()["unknown_hosts"],
        json!([{ "host": "quay.co.uk", "articles": 1, "name": "The Quay's Times" }])
    );
    let command =
        r"1 article of quay.co.uk has no outlet: corpus outlet add 'The Quay'\''s Times' --host quay.co.uk";
    told.then()
        .run(["import", "news"])
        .success()
        .stdout_has([command])
        .then()
        .run(["meta", "why", "1", "outlet"])
        .success()
        .stdout_has([
            "stated, but not known as an outlet, and a page adds none: The Quay's Times (og:site_name)\n",
            r"to add it: corpus outlet add 'The Quay'\''s Times' --host HOST",
        ])
        .then()
        // Only the hosts of this import are named.
        .file("other/c.txt", "Ferry fares rise\n\nThe harbour council voted late on Monday.\n")
        .run(["import", "other", "--dry-run"])
        .success()
        .stdout_lacks("no outlet")
        .then()
        .run(["outlet", "add", "Suffix", "--host", "co.uk"])
        .failure_with(2, ["many publishers", "example.co.uk, not co.uk"])
        .then()
        .run(["outlet", "add", "No host", "--host", "two words"])
        .failure_with(2, ["isn't a host name"])
        .then()
        .run(["outlet", "add", "quay.co.uk", "--host", "https://www.quay.co.uk/"])
        .success()
        .stdout("quay.co.uk: 1 name added, 1 article given to it · operation 2\n")
        .then()
        .file("news/b.html", page.replace("/ferry", "/pier"))
        .run(["import", "news"])
        .success()
        .stdout_lacks("no outlet");
}
