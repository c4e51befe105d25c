/** Says every time in the reader's own zone when the pointer rests on it. */
export function localTimes(page: Document): void {
  const format = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'long' });
  for (const element of page.querySelectorAll('time')) {
    const time = new Date(element.dateTime);
    if (!Number.isNaN(time.getTime())) element.title = format.format(time);
  }
}
