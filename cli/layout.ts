export const WIDTH = 80;

/** Text of a log as a terminal may safely show it: control and direction characters are escaped. */
export function safe(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (character) => {
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}

/** Shortens a text visibly, in its middle: both ends of an id tell something. */
function shorten(text: string, width: number): string {
  const characters = [...text];
  if (characters.length <= width) return text;
  const head = Math.ceil((width - 1) / 2);
  const tail = width - 1 - head;
  return `${characters.slice(0, head).join('')}…${tail === 0 ? '' : characters.slice(-tail).join('')}`;
}

/** Breaks a text into lines of at most `width`, at spaces where there are any. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((each) => pieces(each, width))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if ([...longer].length > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

function pieces(word: string, width: number): readonly string[] {
  const characters = [...word];
  const count = Math.max(1, Math.ceil(characters.length / width));
  return Array.from({ length: count }, (_, index) =>
    characters.slice(index * width, (index + 1) * width).join(''),
  );
}

/** A label with text beside it, wrapped under itself: "  Alarms       outside 09:12, ...". */
export function labelled(label: string, text: string): readonly string[] {
  const [first = '', ...rest] = wrap(safe(text), WIDTH - 15);
  return [`  ${label.padEnd(13)}${first}`, ...rest.map((line) => `${' '.repeat(15)}${line}`)];
}

/** A text of exactly `width`, of which the last place stays free. */
export function column(text: string, width: number): string {
  const shown = shorten(safe(text), width - 1);
  return shown + ' '.repeat(Math.max(0, width - [...shown].length));
}
