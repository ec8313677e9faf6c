"""Migrations: the schema, numbered, each in a transaction of its own, applied silently when a database is opened.

What a table and a column mean to a reader stands in wording/tables.tsv; a test holds the two together.
No trigger and no generated column calls a Python function: any other program may write to the file.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("presstally")

FIRST = """
create table meta (key text primary key, value text not null) without rowid;

create table outlets (
    id text primary key, name text not null, brand text not null, owner text not null, aliases text not null,
    level text not null, level_rank integer not null, channel text not null, groups text not null,
    own integer not null, manual integer not null, watched integer not null, crawled integer not null, declared text not null,
    addresses text not null, accounts text not null, articles text, confirmed text, note text not null
) without rowid;

create table crawl_runs (
    id integer primary key, started text not null, ended text, outlets text not null, pid integer, how text
);
create table outlet_runs (
    run integer not null references crawl_runs(id), outlet text not null, seen integer not null, new integer not null,
    mentions integer not null, requests integer not null, faults text not null, fields text not null, ended text not null,
    primary key (run, outlet)
) without rowid;
create table entries (
    url text not null, outlet text not null, kind text not null, etag text, last_modified text, sha256 text,
    first_read text, last_read text, state text not null default '{}',
    primary key (outlet, url)
) without rowid;
create table entry_reads (
    id integer primary key, run integer not null references crawl_runs(id), outlet text not null, entry text not null,
    at text not null, status integer, fault text, links integer not null, new integer not null, known integer not null,
    newest text, oldest text
);
create index entry_reads_outlet on entry_reads(outlet, at);
create table outlet_versions (outlet text primary key, version integer not null) without rowid;
create table links (
    url text primary key, outlet text, entry text, title text not null, listed text, listed_kind text, updated text,
    page text, first_seen text not null, last_seen text not null, state text not null, reason text,
    tries integer not null default 0, tried text, looks integer not null default 0, run integer references crawl_runs(id),
    article integer references articles(id)
) without rowid;
create index links_waiting on links(outlet, state);
create index links_article on links(article);

create table stories (id integer primary key autoincrement);
create table articles (
    id integer primary key autoincrement, url text unique, outlet text, title text not null, kicker text not null,
    subtitle text not null, published text, day text, date_witness text, date_why text not null, date_conflict integer not null,
    modified text, source text, account text, page_number text, page_name text, page_front integer, length integer not null,
    text_hash text not null, story integer not null references stories(id), story_rank integer not null, role text not null,
    notice integer not null, garbled integer not null,
    damaged integer not null default 0, mirror_of text, attention text not null, why text not null,
    sha256 text, by_hand text, first_seen text not null, gone text, changed text
);
create index articles_day on articles(day);
create index articles_look on articles(day) where attention <> '[]' or gone is not null;
create index articles_outlet on articles(outlet, day);
create index articles_story on articles(story, story_rank);
create index articles_text_hash on articles(text_hash);
create index articles_by_hand on articles(outlet, day) where by_hand is not null;
create index articles_marked on articles(id) where gone is not null or changed is not null;
create index articles_damaged on articles(id) where damaged = 1;
create index articles_garbled on articles(outlet) where garbled = 1;
create table article_texts (article integer primary key references articles(id), text text not null);
create virtual table article_search using fts5(text, title, content='', tokenize='ascii');
create table article_versions (
    id integer primary key, article integer not null references articles(id), fetched text not null, title text not null,
    text text not null, published text, sha256 text, changes text not null
);
create index article_versions_article on article_versions(article);
create table evidence (
    id integer primary key, article integer not null references articles(id), kind text not null, sha256 text not null,
    url text, fetched text not null, status integer, headers text not null, bytes integer not null
);
create index evidence_article on evidence(article);
create table witnesses (
    article integer not null references articles(id), position integer not null, kind text not null, value text not null,
    raw text not null, chosen integer not null, primary key (article, position)
) without rowid;
create table bylines (
    article integer not null references articles(id), position integer not null, name text not null, role text not null,
    primary key (article, position)
) without rowid;
create index bylines_name on bylines(name);

create table names (
    id integer primary key, kind text not null, owner text not null, text text not null, rule text not null
);
create table themes (id text primary key, name text not null, rule text not null) without rowid;
create table mentions (
    id integer primary key, article integer not null references articles(id), kind text not null, owner text not null,
    alias text not null, field text not null, place text not null, start integer not null, "end" integer not null,
    snippet text not null, verdict text not null
);
create index mentions_article on mentions(article);
create index mentions_owner on mentions(owner, verdict);
create table article_themes (
    article integer not null references articles(id), theme text not null, primary key (article, theme)
) without rowid;
create index article_themes_theme on article_themes(theme);
create table candidates (
    article integer not null references articles(id), company text not null, prominence text, not_us integer not null,
    clues_only integer not null, damaged integer not null, primary key (article, company)
) without rowid;
create table story_links (
    article integer not null references articles(id), other integer not null references articles(id), kind text not null,
    share_of_article real not null, share_of_other real not null, shared integer not null, common_run integer not null,
    article_inside integer not null, other_inside integer not null,
    primary key (article, other)
) without rowid;
create index story_links_other on story_links(other);
create table sketch (hash integer not null, article integer not null, primary key (hash, article)) without rowid;
create table sketches (
    article integer primary key references articles(id), shingles integer not null, bucket integer not null,
    hashes blob not null, blocks blob not null
);
create table sketch_common (hash integer primary key) without rowid;
create table sketch_blocks (
    hash integer not null, bucket integer not null, article integer not null, primary key (hash, bucket, article)
) without rowid;

create table decisions (
    id integer primary key autoincrement, at text not null, by text not null, article integer references articles(id),
    action text not null, scope text not null, value text not null, note text not null
);
create index decisions_article on decisions(article);
create index decisions_of_stories on decisions(id) where action in ('same-as', 'split', 'undo');
create trigger decisions_are_kept before update on decisions begin select raise(abort, 'decisions are appended, never changed'); end;
create trigger decisions_stay before delete on decisions begin select raise(abort, 'decisions are appended, never deleted'); end;

create table facts (
    company text not null, article integer not null, company_order integer not null, rival integer not null,
    outlet text, brand text, owner text, level text, level_rank integer not null, channel text, own integer not null,
    published text, day text, date_witness text, story integer not null, story_rank integer not null, role text not null,
    prominence text,
    mirror integer not null, not_us integer not null, notice integer not null, why text not null, word text,
    included integer not null, origin text not null, front integer not null, headline integer not null, length integer not null,
    primary key (story, article, company)
) without rowid;
create unique index facts_article on facts(article, company);
create index facts_waiting on facts(article) where rival = 0 and why <> '' and included = 0 and word is null and own = 0 and mirror = 0 and not_us = 0 and notice = 0;
create table judged (
    policy integer not null, rank integer not null, day text not null, article integer not null, company text not null,
    story integer not null, role text not null, outlet text, brand text, owner text, level text,
    level_rank integer not null, channel text, word text, tenths integer, primary key (policy, rank, day, article)
) without rowid;
create index judged_article on judged(article, policy);
create index judged_cells on judged(policy, rank, outlet, brand, owner, level, level_rank, channel, role, day, tenths);
create table fact_themes (
    article integer not null, theme text not null, primary key (article, theme)
) without rowid;
create table fact_bylines (
    article integer not null, position integer not null, name text not null, role text not null, person text,
    department text, primary key (article, name, role)
) without rowid;

create trigger article_stored after insert on articles when new.outlet is not null begin insert into outlet_versions values (new.outlet, random()) on conflict (outlet) do update set version = excluded.version; end;
create trigger article_moved after update of outlet, day, garbled, first_seen on articles begin insert into outlet_versions select value, random() from json_each(json_array(old.outlet, new.outlet)) where value is not null on conflict (outlet) do update set version = excluded.version; end;
create trigger article_gone after delete on articles when old.outlet is not null begin insert into outlet_versions values (old.outlet, random()) on conflict (outlet) do update set version = excluded.version; end;
create trigger entry_read after insert on entry_reads begin insert into outlet_versions values (new.outlet, random()) on conflict (outlet) do update set version = excluded.version; end;
create trigger entry_reached after update on entry_reads begin insert into outlet_versions values (new.outlet, random()) on conflict (outlet) do update set version = excluded.version; end;
create trigger outlet_ran after insert on outlet_runs begin insert into outlet_versions values (new.outlet, random()) on conflict (outlet) do update set version = excluded.version; end;
create trigger outlet_ran_on after update on outlet_runs begin insert into outlet_versions values (new.outlet, random()) on conflict (outlet) do update set version = excluded.version; end;
create trigger entry_known after insert on entries begin insert into outlet_versions values (new.outlet, random()) on conflict (outlet) do update set version = excluded.version; end;
create trigger entry_changed after update of kind on entries begin insert into outlet_versions values (new.outlet, random()) on conflict (outlet) do update set version = excluded.version; end;

create table digests (
    id integer primary key, day text not null, made text not null, form text not null, title text not null, text text not null,
    markdown text not null, html text not null, articles text not null, unsent text not null
);
create index digests_day on digests(day);
create table statements (
    number integer primary key, made text not null, by text not null, sentence text not null, filters text not null,
    policy text not null, counts text not null, gaps text not null, versions text not null, last_decision integer not null
);
create table statement_articles (
    statement integer not null, article integer not null, url text, title text not null, outlet text, brand text, owner text,
    level text, day text, story integer not null, role text not null, state text not null, reason text, sha256 text,
    primary key (statement, article)
) without rowid;
create index statement_articles_article on statement_articles(article);
create trigger statements_are_kept before update on statements begin select raise(abort, 'a statement is never changed'); end;
create trigger statements_stay before delete on statements begin select raise(abort, 'a statement is never deleted'); end;
create trigger statements_stand before insert on statements when exists (select 1 from statements where number = new.number) begin select raise(abort, 'a statement is never replaced'); end;
create trigger statement_articles_are_kept before update on statement_articles begin select raise(abort, 'a statement is never changed'); end;
create trigger statement_articles_stay before delete on statement_articles begin select raise(abort, 'a statement is never deleted'); end;
create trigger statement_articles_stand before insert on statement_articles when exists (select 1 from statements where number = new.statement) begin select raise(abort, 'a statement is never added to'); end;
"""


@migrations(name="0001_first")
def first(db: Database) -> None:
    """Everything that an article needs from the first crawl to the count."""
    for statement in FIRST.split(";\n"):
        if statement.strip():
            db.execute(statement)
