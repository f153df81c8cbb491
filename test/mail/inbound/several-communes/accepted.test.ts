// Somebody has the message, or will have it: 250, and whatever a policy refuses is held.

import { test } from 'vitest'
import { scored } from '#test/support/daemons/fake-rspamd.ts'
import {
  allows,
  type Combination,
  denies,
  dovecotSays,
  expectCombination,
  forbids,
  lenient,
  macroTo,
  ordinary,
  strict,
  suspicious,
  withMacro,
} from '#test/support/gateway/several-communes.ts'

const combinations: readonly (readonly [string, Omit<Combination, 'reply'>])[] = [
  [
    'deliver + junk',
    {
      rspamd: scored(7),
      policies: [lenient, ordinary],
      become: ['delivered clean', 'junk junk-score (junk)'],
    },
  ],
  [
    'deliver + junk + refuse',
    {
      rspamd: scored(7),
      policies: [lenient, ordinary, strict],
      become: ['delivered clean', 'junk junk-score (junk)', 'held spam-score'],
    },
  ],
  [
    'deliver + refuse',
    {
      rspamd: scored(7),
      policies: [lenient, strict],
      become: ['delivered clean', 'held spam-score'],
    },
  ],
  [
    'junk + refuse',
    {
      rspamd: scored(7),
      policies: [ordinary, strict],
      become: ['junk junk-score (junk)', 'held spam-score'],
    },
  ],
  [
    'junk + junk, for different reasons',
    {
      rspamd: scored(7, [], {
        attachments: [{ name: 'x.docm', declared: 'a/b', detected: 'docm', bytes: 1, marks: ['macro'] }],
      }),
      policies: [macroTo('deliver'), macroTo('junk')],
      become: ['junk junk-score (junk)', 'junk attachment (junk)'],
    },
  ],
  [
    'defer + deliver',
    {
      rspamd: suspicious,
      policies: [ordinary, allows],
      become: ['waiting greylisted', 'delivered sender-allowed'],
    },
  ],
  [
    'defer what will be junk + deliver',
    {
      rspamd: suspicious,
      policies: [{ junkAt: 3 }, allows],
      become: ['waiting greylisted (junk)', 'delivered sender-allowed'],
    },
  ],
  [
    'hold + refuse',
    {
      rspamd: withMacro,
      policies: [ordinary, macroTo('refuse')],
      become: ['held attachment', 'held attachment'],
    },
  ],
  [
    'hold + deliver',
    {
      rspamd: withMacro,
      policies: [macroTo('hold'), macroTo('deliver')],
      become: ['held attachment', 'delivered clean'],
    },
  ],
  [
    'hold + not written by Dovecot for now',
    {
      rspamd: withMacro,
      policies: [macroTo('hold'), macroTo('junk')],
      trouble: dovecotSays('451 4.2.0 busy', 'a@c2.test'),
      become: ['held attachment', 'waiting delivery-deferred (junk)'],
    },
  ],
  [
    'allow in one, deny in the other',
    {
      rspamd: scored(7),
      policies: [allows, denies],
      become: ['delivered sender-allowed', 'held sender-denied'],
    },
  ],
  [
    'allow in one, but the département denies',
    {
      rspamd: scored(0),
      policies: [forbids, ordinary],
      become: ['held sender-denied', 'delivered clean'],
    },
  ],
  [
    'postmaster + refuse',
    {
      rspamd: scored(20),
      policies: [ordinary, ordinary],
      to: ['postmaster@c1.test', 'a@c2.test'],
      become: ['junk spam-score (junk)', 'held spam-score'],
    },
  ],
  [
    'abuse with a file that is refused + refuse',
    {
      rspamd: withMacro,
      policies: [macroTo('refuse'), denies],
      to: ['abuse@c1.test', 'a@c2.test'],
      become: ['held attachment', 'held sender-denied'],
    },
  ],
  [
    'deliver + full',
    {
      rspamd: scored(0),
      policies: [ordinary, ordinary],
      trouble: dovecotSays('552 5.2.2 full', 'a@c2.test'),
      become: ['delivered clean', 'waiting mailbox-full'],
    },
  ],
  [
    'deliver + junk + hold + refuse + defer',
    {
      rspamd: scored(4, [], {
        action: 'soft reject',
        attachments: [{ name: 'x.docm', declared: 'a/b', detected: 'docm', bytes: 1, marks: ['macro'] }],
      }),
      policies: [
        { ...allows, ...macroTo('deliver') },
        macroTo('junk'),
        macroTo('hold'),
        macroTo('refuse'),
        macroTo('deliver'),
      ],
      become: [
        'delivered sender-allowed',
        'junk attachment (junk)',
        'held attachment',
        'held attachment',
        'waiting greylisted',
      ],
    },
  ],
]

test.each(combinations)('%s', (_, combination) =>
  expectCombination({ ...combination, reply: /^250 2\.0\.0/ }),
)
