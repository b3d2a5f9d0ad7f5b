// Reads a feed with one of the parsers and prints what it understood of each article.
//
//     node read_feed.js rss-parser http://127.0.0.1:8000/feed.xml

import { argv } from "node:process";

import { parseFeed as rowanmanning } from "@rowanmanning/feed-parser";
import { parseFeed as feedsmith } from "feedsmith";
import RssParser from "rss-parser";

const parsers = {
  "rss-parser": async (text) => {
    const feed = await new RssParser().parseString(text);
    return feed.items.map((item) => ({
      guid: item.guid,
      url: item.link,
      title: item.title,
      html: item["content:encoded"],
      published: item.isoDate,
      byline: item.creator,
      topics: item.categories.map((category) => category._ ?? category),
      picture: item.enclosure?.url ?? "",
    }));
  },
  feedsmith: async (text) => {
    const { feed } = feedsmith(text);
    return feed.items.map((item) => ({
      guid: item.guid.value,
      url: item.link,
      title: item.title,
      html: item.content.encoded,
      published: new Date(item.pubDate).toISOString(),
      byline: item.dc.creators?.join(" | ") ?? item.dc.creator,
      topics: item.categories.map((category) => category.name),
      picture: item.enclosures?.[0].url ?? "",
    }));
  },
  "feed-parser": async (text) => {
    const feed = rowanmanning(text);
    return feed.items.map((item) => ({
      guid: item.id,
      url: item.url,
      title: item.title,
      html: item.content,
      published: item.published.toISOString(),
      byline: item.authors.map((author) => author.name).join(" | "),
      topics: item.categories.map((category) => category.label ?? category.term),
      picture: item.media[0]?.url ?? "",
    }));
  },
};

const [name, address] = argv.slice(2);
const response = await fetch(address);
console.log(JSON.stringify(await parsers[name](await response.text())));
