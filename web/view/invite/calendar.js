// A meeting in a room, as a file that every calendar reads (iCalendar, RFC 5545).

const LINE_BYTES = 75;

/** A text as a value (RFC 5545, section 3.3.11). @param {string} text */
const escaped = text => text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');

/** A moment in UTC (section 3.3.5, form 2). @param {Date} moment */
const utc = moment => `${moment.toISOString().replace(/[-:]|\.\d+/g, '')}`;

/** Long lines go on after a space (section 3.1); a letter is not cut. @param {string} line */
function folded(line) {
  const encoder = new TextEncoder();
  let [rows, bytes] = ['', 0];
  for (const letter of line) {
    const { length } = encoder.encode(letter);
    if (bytes + length > LINE_BYTES) [rows, bytes] = [`${rows}\r\n `, 1];
    rows += letter;
    bytes += length;
  }
  return rows;
}

/**
 * @param {{name: string, link: string, text: string, start: Date, minutes: number}} meeting  name: of the room; text: what people read there
 * @param {Date} now
 * @param {string} id  no other meeting has it
 */
export function calendar_file({ name, link, text, start, minutes }, now, id) {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Tincan//Tincan//EN',
    'BEGIN:VEVENT',
    `UID:${id}@tincan`,
    `DTSTAMP:${utc(now)}`,
    `DTSTART:${utc(start)}`,
    `DTEND:${utc(new Date(start.getTime() + minutes * 60_000))}`,
    `SUMMARY:${escaped(name)}`,
    `DESCRIPTION:${escaped(text)}`,
    `LOCATION:${escaped(link)}`,
    `URL:${link}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}
