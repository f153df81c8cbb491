// What the screens of communes, mailboxes and people say alike, in English.

import type { directory as french } from '../fr/directory.ts'

export const directory: typeof french = {
  clash: {
    title: 'Somebody else has just changed this.',
    text: 'What you typed is kept. This is what is saved now:',
    elsewhere: 'What you typed is kept, and the change was about something else.',
    field: (name, now, typed) =>
      `${name}: “${now === '' ? 'nothing' : now}” is saved, you typed “${typed === '' ? 'nothing' : typed}”.`,
    kept: (name, now) => `${name}: “${now === '' ? 'nothing' : now}” is saved.`,
    resume: 'Go on with what I typed',
    drop: 'Keep what is saved',
  },
  commune: 'Commune',
  chooseCommune: 'Name, INSEE code or postcode',
  noCommune: 'No commune of that name.',
  address: {
    localPart: 'Address',
    localPartHint: 'What stands before the at sign: mairie, accueil, first.last…',
    wholeAddress: 'Write only what stands before the @.',
    domain: 'Domain',
    communeFirst: 'Choose the commune first',
    noDomain: 'This commune has no domain yet. Add one under Domains.',
  },
  gigabytes: (unit) => `In ${unit}, such as 2 or 0.5.`,
  notSize: 'Write a number of gigabytes, such as 2 or 0.5.',
  until: 'Until',
  untilHint: 'That day included. Without a date: no limit.',
  noLimit: 'no limit',
  exportCsv: 'Export as CSV',
  noConnection: 'No connection',
  rows: (shown, all) => `${shown} of ${all}`,
  nothing: 'Nothing fits these filters',
  nothingText: 'Take a filter away, or search for another word.',
  clearFilters: 'Clear the filters',
  filterNames: { state: 'State', kind: 'Kind', commune: 'Commune' },
}
