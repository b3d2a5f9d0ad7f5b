"""The newsroom in fourteen packages. Each may import only those listed after it; a test checks it.

core        none
text        core
content     text, core
network     content, text, core
render      content, text, core
record      render, content, text, core
site        record, render, network, content, text, core
images      site, content, core
search      site, record, content, core
authoring   site, content, core
feeds       images, site, record, network, content, text, core
pages       feeds, search, authoring, images, site, record, render, network, content, core
checks      feeds, authoring, images, site, record, render, network, content, text, core
publish     checks, pages, feeds, search, images, site, record, render, content, text, core

core: settings, dates, wording, data files, problems and reports. text: dangerous characters and
Markdown as written. content: front matter, articles, catalogue, editions. network: feeds of other
cities, fetched and stored. render: Markdown, charts and maps as HTML. record: the membership's
duties, cities, places, timeline, series and report. site: everything on one day, its pages and
addresses. images: motifs, photos, cards. search: the index and its word families. authoring:
templates and links for editors. feeds: RSS, JSON, calendars. pages: what templates show. checks:
what is wrong with a text. publish: all files of the built site, and what happens around a deploy.
"""
