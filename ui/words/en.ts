// The words of components in English.

import { plural } from '../format/plural.ts'
import type { UiWords } from './fr.ts'

export const en: UiWords = {
  language: 'en',
  close: 'Close',
  cancel: 'Cancel',
  loading: 'Loading…',
  longer: 'This takes longer than usual…',
  retry: 'Try again',
  copy: 'Copy',
  copied: 'Copied',
  required: 'required',
  chooseOne: 'Choose one of the list.',
  show: 'Show the password',
  hide: 'Hide the password',
  options: 'Show the choices',
  notifications: 'Notifications',
  notLoaded: 'This part of the page does not arrive. Reload the page.',
  errorCode: (code) => `Error code: ${code}.`,
  forbidden: 'This page is not open to you',
  forbiddenWhy: (who) => `Your role does not allow it. ${who} can open it to you.`,
  table: {
    columns: 'Columns',
    allColumns: 'All columns',
    actions: 'Actions',
    actionsOn: (row) => `Actions on ${row}`,
    selectAll: 'Select all',
    select: (row) => `Select ${row}`,
    savedFilters: 'Saved filters',
    saveFilters: 'Save these filters',
    filterName: 'Name of the filter',
    save: 'Save',
    forget: (name) => `Forget the filter ${name}`,
    noSavedFilter: 'No saved filter',
    clearFilters: 'Clear the filters',
    clear: 'Clear',
    removeFilter: (filter) => `Remove the filter ${filter}`,
    any: 'All',
    loaded: (count) => plural('en', count, { one: '1 row loaded', other: `${count} rows loaded` }),
    unselect: 'Unselect all',
  },
  date: {
    yesterday: 'yesterday',
    yesterdayAt: (time) => `yesterday ${time}`,
    at: (day, time) => `${day} at ${time}`,
    never: 'never',
    minutes: (count) => `${count} min`,
    hours: (hours, minutes) =>
      minutes === 0 ? `${hours} h` : `${hours} h ${String(minutes).padStart(2, '0')} min`,
    days: (count) => plural('en', count, { one: '1 day', other: `${count} days` }),
    time: (hours, minutes) => `${hours}:${minutes}`,
    names: {
      long: {
        weekdays: 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' '),
        months: 'January February March April May June July August September October November December'.split(
          ' ',
        ),
      },
      short: {
        weekdays: 'Sun Mon Tue Wed Thu Fri Sat'.split(' '),
        months: 'Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec'.split(' '),
      },
    },
  },
  size: {
    one: 'byte',
    units: ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'],
    of: (used, all) => `${used} of ${all}`,
  },
}
