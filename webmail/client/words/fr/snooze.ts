// What is put off until an hour, in French. Hours that a message may leave at too are said as there (./compose.ts).

import { plural } from '#ui/format/plural.ts'

export const snooze = {
  action: 'Mettre en attente',
  evening: (time: string) => `Ce soir à ${time}`,
  nextWeek: (day: string, time: string) => `La semaine prochaine, ${day} à ${time}`,
  takeBack: 'Remettre dans la réception',
  today: (time: string) => `aujourd’hui à ${time}`,
  tomorrow: (time: string) => `demain à ${time}`,
  returns: (when: string) => `revient ${when}`,
  done: (count: number, when: string) =>
    plural('fr', count, {
      one: `Conversation mise en attente, retour ${when}.`,
      other: `${count} conversations mises en attente, retour ${when}.`,
    }),
  back: (count: number) =>
    plural('fr', count, {
      one: 'Conversation remise dans la réception.',
      other: `${count} conversations remises dans la réception.`,
    }),
  failed: 'La mise en attente n’a pas abouti.',
}
