// What a mail server of others may do, and what must become in the end of those who are there.

import type { Random } from '#test/fixtures/fraud-corpus/random.ts'
import type { RemoteMoment, RemoteServer } from '#test/support/world/remote-smtp.ts'

/** Bounced: its sender gets a report. */
export type Fate = 'delivered' | 'bounced'

export interface Behaviour {
  readonly name: string
  act(server: RemoteServer, random: Random): void
  /** `recipient` is `r<number>@…`. */
  fateOf(recipient: string): Fate
}

export const wellBehaved: Behaviour = {
  name: 'takes all',
  act: () => {},
  fateOf: () => 'delivered',
}

/** Nobody is ever taken. */
const always = (moment: RemoteMoment, words: string, name: string): Behaviour => ({
  name,
  act: (server) => {
    server.reply = (now) => (now === moment ? words : null)
  },
  fateOf: () => 'bounced',
})

const numberOf = (recipient: string): number => Number(/^r(\d+)@/.exec(recipient)?.[1])

const silent: readonly Behaviour[] = (
  ['connect', 'EHLO', 'MAIL', 'RCPT', 'DATA', 'content', 'end'] as const
).map((moment) => ({
  ...always(moment, 'hang', `hangs at ${moment}`),
  act: (server) => {
    // In one piece with what follows, MAIL and RCPT would hang together.
    if (moment === 'RCPT' || moment === 'DATA') without(server, 'PIPELINING')
    server.reply = (now) => (now === moment ? 'hang' : null)
  },
}))

function without(server: RemoteServer, extension: string): void {
  server.extensions = server.extensions.filter((each) => each !== extension)
}

const broken: readonly Behaviour[] = [
  always('content', 'drop', 'drops in the midst of DATA'),
  always('end', 'drop', 'drops after the dot'),
  always('end', '552 5.3.4 too large after all', 'offers a size that it does not take'),
]

const sizeTooSmall: Behaviour = {
  name: 'offers SIZE 10',
  act: (server) => {
    without(server, 'SIZE 50000000')
    server.extensions.push('SIZE 10')
  },
  fateOf: () => 'bounced',
}

const greylists: Behaviour = {
  name: '451 for each recipient, twice',
  act: (server) => {
    const refused = new Map<string, number>()
    server.reply = (moment, recipient) => {
      const times = refused.get(recipient) ?? 0
      if (moment !== 'RCPT' || times === 2) return null
      refused.set(recipient, times + 1)
      return '451 4.7.1 greylisted, come again'
    }
  },
  fateOf: () => 'delivered',
}

const refusesHalf: Behaviour = {
  name: '550 for every other recipient',
  act: (server) => {
    server.reply = (moment, recipient) =>
      moment === 'RCPT' && numberOf(recipient) % 2 === 1 ? '550 5.1.1 no such user' : null
  },
  fateOf: (recipient) => (numberOf(recipient) % 2 === 1 ? 'bounced' : 'delivered'),
}

const answersEach: Behaviour = {
  name: '250, 452 or 550 by recipient',
  act: (server) => {
    const replies = [null, '452 4.2.2 mailbox full', '550 5.1.1 no such user']
    server.reply = (moment, recipient) =>
      moment === 'RCPT' ? (replies[numberOf(recipient) % 3] ?? null) : null
  },
  fateOf: (recipient) => (numberOf(recipient) % 3 === 0 ? 'delivered' : 'bounced'),
}

const closesEarly: Behaviour = {
  name: 'closes at MAIL, 421, half of the times',
  act: (server, random) => {
    server.reply = (moment) => (moment === 'MAIL' && random.chance(0.5) ? '421 4.3.2 closing' : null)
  },
  fateOf: () => 'delivered',
}

const slow: Behaviour = {
  name: 'slow',
  act: (server) => {
    server.slowMilliseconds = 100
  },
  fateOf: () => 'delivered',
}

const fickle: Behaviour = {
  name: 'hangs, drops or says 4yz at any moment',
  act: (server, random) => {
    server.reply = (moment) => {
      if (!random.chance(0.04)) return null
      return random.pick(['hang', 'drop', moment === 'content' ? 'drop' : '450 4.3.0 not now'])
    }
  },
  fateOf: () => 'delivered',
}

export const misbehaviours: readonly Behaviour[] = [
  ...silent,
  ...broken,
  ...[sizeTooSmall, greylists, refusesHalf, answersEach, closesEarly, slow, fickle],
]
