// Nobody has the message: one truthful reply for all.

import { test } from 'vitest'
import { scored } from '#test/support/daemons/fake-rspamd.ts'
import {
  type Combination,
  denies,
  dovecotSays,
  expectCombination,
  lenient,
  macroTo,
  ordinary,
  strict,
  suspicious,
  withMacro,
} from '#test/support/gateway/several-communes.ts'

const combinations: readonly (readonly [string, Combination])[] = [
  [
    'refuse + refuse, for the same reason',
    {
      rspamd: scored(20),
      policies: [ordinary, strict],
      reply: /^550 5\.7\.1 The message looks like unsolicited mail/,
      become: ['refused spam-score', 'refused spam-score'],
    },
  ],
  [
    'refuse + refuse, differently: the first',
    {
      rspamd: withMacro,
      policies: [macroTo('refuse'), denies],
      reply: /^554 5\.7\.0 The message carries a kind of file/,
      become: ['refused attachment', 'refused sender-denied'],
    },
  ],
  [
    'refuse + refuse, the other way round: the first again',
    {
      rspamd: withMacro,
      policies: [denies, macroTo('refuse')],
      reply: /^550 5\.7\.1 The recipient does not accept mail from this sender/,
      become: ['refused sender-denied', 'refused attachment'],
    },
  ],
  [
    'refuse + defer',
    {
      rspamd: suspicious,
      policies: [denies, ordinary],
      reply: /^451 4\.3\.0/,
      become: ['refused sender-denied', 'deferred greylisted'],
    },
  ],
  [
    'refuse + not written by Dovecot for now',
    {
      rspamd: scored(7),
      policies: [strict, lenient],
      trouble: dovecotSays('451 4.2.0 busy', 'a@c2.test'),
      reply: /^451 4\.3\.0/,
      become: ['refused spam-score', 'deferred delivery-deferred'],
    },
  ],
  [
    'refuse + refused by Dovecot',
    {
      rspamd: scored(7),
      policies: [strict, lenient],
      trouble: dovecotSays('550 5.2.0 no', 'a@c2.test'),
      reply: /^550 5\.7\.1 The message looks like unsolicited mail/,
      become: ['refused spam-score', 'refused delivery-refused'],
    },
  ],
  [
    'defer + defer',
    {
      rspamd: suspicious,
      policies: [ordinary, lenient],
      reply: /^451 4\.7\.1 Please try again in a few minutes/,
      become: ['deferred greylisted', 'deferred greylisted'],
    },
  ],
]

test.each(combinations)('%s', (_, combination) => expectCombination(combination))
