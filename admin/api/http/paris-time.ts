// Times as those who read our files have them on the wall: metropolitan France, the year first so that a column sorts.

const minute = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Paris',
  dateStyle: 'short',
  timeStyle: 'short',
})
const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short' })

/** `2026-11-25 22:52` */
export const parisMinute = (at: Date): string => minute.format(at)

/** `2026-11-25` */
export const parisDay = (at: Date): string => day.format(at)
