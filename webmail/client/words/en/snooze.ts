// What is put off until an hour, in English.

import { plural } from '#ui/format/plural.ts'
import type { snooze as french } from '../fr/snooze.ts'

export const snooze: typeof french = {
  action: 'Snooze',
  evening: (time) => `This evening at ${time}`,
  nextWeek: (day, time) => `Next week, ${day} at ${time}`,
  takeBack: 'Put back into the inbox',
  today: (time) => `today at ${time}`,
  tomorrow: (time) => `tomorrow at ${time}`,
  returns: (when) => `returns ${when}`,
  done: (count, when) =>
    plural('en', count, {
      one: `Conversation snoozed, returns ${when}.`,
      other: `${count} conversations snoozed, return ${when}.`,
    }),
  back: (count) =>
    plural('en', count, {
      one: 'Conversation put back into the inbox.',
      other: `${count} conversations put back into the inbox.`,
    }),
  failed: 'Snoozing did not work.',
}
