// The day on a stamp, where there is no room for the name of a month.

/** « 29-11 2026 ». */
export const stampDate = (day: Date): string =>
  `${String(day.getDate()).padStart(2, '0')}-${String(day.getMonth() + 1).padStart(2, '0')} ${day.getFullYear()}`
