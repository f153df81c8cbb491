// Incoming mail under load, ours beside Postfix with rspamd: unique DKIM-signed messages of several sizes in interleaved
// rounds, measured where they end, in Dovecot. Without --state it starts an installation of its own and removes it.
//
//   node bench/inbound/main.ts [--rounds 5] [--sizes 4096,49152x300,1048576] [--connections 80] [--recipients 1]
//                              [--peer-directory database|table] [--json] [--alone] [--profile FILE] [--state DIR]

import { compare } from './compare.ts'
import { figuresJson } from './figures-json.ts'
import type { Load } from './one-run.ts'
import { readOptions } from './options.ts'
import { missingPrograms } from './peer/missing-programs.ts'
import { openPeer } from './peer/open-peer.ts'
import { profileGateway } from './profile/profile-gateway.ts'
import { showFigures, showRound } from './show-figures.ts'
import { openTarget } from './target.ts'

const options = readOptions(process.argv.slice(2))
const missing = options.alone ? null : await missingPrograms(options.peerDirectory)
if (missing !== null) {
  console.error(missing)
  process.exit(1)
}

/** What one sender sees who meets nobody else. */
const idle: Load = { size: 4096, messages: 150, connections: 1, recipients: 1 }

/** Leaves by the ordinary way, so that what was started is stopped. */
const interrupted = new Promise<never>((_, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => reject(new Error(signal)))
})

await using target = await openTarget(options.state)
await using peer = options.alone ? null : await openPeer(target, options.peerDirectory)
const sides = peer === null ? [target.ours] : [target.ours, peer.side]
const measured = await Promise.race([
  interrupted,
  compare(target, sides, {
    loads: [idle, ...options.loads],
    rounds: options.rounds,
    ran: (round, run) => {
      console.error(showRound(round, run))
      const { load, figures } = run
      if (figures.delivered !== load.messages * load.recipients) process.exitCode = 1
    },
  }),
])
console.log(options.json ? figuresJson(measured) : `\n${showFigures(measured)}`)
const [first] = options.loads
if (options.profile !== undefined && first !== undefined) {
  console.error(`\n${await Promise.race([interrupted, profileGateway(target, first, options.profile)])}`)
}
