// Reads a calendar with ical.js, the parser of Thunderbird's calendar, and prints what it understood.
//
//     node read_calendar.js http://127.0.0.1:8000/agenda.ics

import ICAL from "ical.js";

const response = await fetch(process.argv[2]);
const calendar = new ICAL.Component(ICAL.parse(await response.text()));
for (const zone of calendar.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(zone);
}
console.log(
  JSON.stringify(
    calendar.getAllSubcomponents("vevent").map((component) => {
      const event = new ICAL.Event(component);
      return {
        uid: event.uid,
        title: event.summary,
        starts: event.startDate.isDate ? `${event.startDate}` : event.startDate.toJSDate(),
        ends: event.endDate.isDate ? `${event.endDate}` : event.endDate.toJSDate(),
        place: event.location,
        sequence: event.sequence,
        status: component.getFirstPropertyValue("status"),
      };
    }),
  ),
);
