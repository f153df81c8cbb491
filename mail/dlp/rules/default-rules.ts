// What holds where a commune decided nothing: what a data protection officer would choose for a mairie. What must never
// travel by mail is refused; what the law binds to a purpose asks for it; many at once wait for a second pair of eyes; and
// what people send every day passes, or they would stop reading what we say.

import type { LeakPolicy, LeakRules, LeakStep } from '#core/policies/leak-rules.ts'

const step = (from: number, action: LeakStep['action']): LeakStep => ({ from, action })
const never: readonly LeakStep[] = []
/** The RIB of one supplier, or one's own, is everyday mail; a list of them is a file of persons. */
const accounts = {
  inside: never,
  partners: never,
  outside: [step(3, 'warn'), step(10, 'justify'), step(50, 'hold')],
} as const

const rules: LeakRules = {
  classified: { inside: [step(1, 'refuse')], partners: [step(1, 'refuse')], outside: [step(1, 'refuse')] },
  restricted: { inside: [step(1, 'justify')], partners: [step(1, 'hold')], outside: [step(1, 'refuse')] },
  'key-file': { inside: [step(1, 'warn')], partners: [step(1, 'justify')], outside: [step(1, 'hold')] },
  card: {
    inside: [step(1, 'warn')],
    partners: [step(1, 'justify')],
    outside: [step(1, 'justify'), step(3, 'refuse')],
  },
  nir: {
    inside: [step(1, 'warn')],
    // Payroll, social aid, registers: the reason is nearly always a lawful one, and the commune can say it.
    partners: [step(1, 'warn'), step(20, 'justify')],
    outside: [step(1, 'justify'), step(5, 'hold')],
  },
  'database-file': { inside: never, partners: [step(1, 'warn')], outside: [step(1, 'justify')] },
  'civil-status': {
    inside: never,
    partners: never,
    outside: [step(1, 'warn'), step(5, 'justify'), step(50, 'hold')],
  },
  'identity-paper': { inside: never, partners: never, outside: [step(1, 'warn'), step(5, 'justify')] },
  iban: accounts,
  rib: accounts,
  'foreign-iban': accounts,
  confidential: { inside: never, partners: never, outside: [step(1, 'warn')] },
  // Bcc is one field away: from a class of school children on it is worth a word.
  'open-recipients': {
    inside: never,
    partners: never,
    outside: [step(20, 'warn'), step(50, 'justify'), step(200, 'hold')],
  },
  // To lock a file before sending it is what we ask people to do.
  'encrypted-file': { inside: never, partners: never, outside: never },
  'unreadable-file': { inside: never, partners: never, outside: [step(1, 'warn')] },
}

/** The State, social security and the bodies that communes answer to. Their suppliers are not among them. */
const partners: readonly string[] = (
  'gouv.fr ameli.fr assurance-maladie.fr caf.fr cnaf.fr urssaf.fr cnav.fr carsat.fr lassuranceretraite.fr ' +
  'caissedesdepots.fr msa.fr francetravail.fr pole-emploi.fr agirc-arrco.fr insee.fr justice.fr notaires.fr'
).split(' ')

export const defaultLeakPolicy: LeakPolicy = { rules, partners }
