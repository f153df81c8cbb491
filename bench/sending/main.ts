// Outgoing mail under load, ours beside Postfix with OpenDKIM: unique messages from several sessions in interleaved rounds,
// measured where they end, in the mail hosts of others. Ours checks, signs with RSA and Ed25519, and keeps its queue in PostgreSQL;
// the peer signs with RSA. Starts an installation of its own and removes it.
//
//   node bench/sending/main.ts [--rounds 5] [--sizes 4096x600,49152x200,1048576x40] [--connections 20] [--scans] [--json]
//                              [--alone] [--profile FILE]
//
// With --scans the peer looks for spam and viruses too, which ours always does.

import { compare } from './compare.ts'
import { figuresJson } from './figures-json.ts'
import { readOptions } from './options.ts'
import { missingPrograms, openPeer } from './peer/open-peer.ts'
import { profileSides } from './profile-processes.ts'
import { showFigures, showRound } from './show-figures.ts'
import { openTarget } from './target.ts'

const options = readOptions(process.argv.slice(2))
const missing = await missingPrograms(options.alone)
if (missing !== null) {
  console.error(missing)
  process.exit(1)
}

/** Leaves by the ordinary way, so that what was started is stopped. */
const interrupted = new Promise<never>((_, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => reject(new Error(signal)))
})

await using target = await openTarget()
await using peer = options.alone ? null : await openPeer(target, options)
const sides = peer === null ? [target.ours] : [target.ours, peer.side]
const measured = await Promise.race([
  interrupted,
  compare(target, sides, {
    ...options,
    ran: (round, run) => {
      console.error(showRound(round, run))
      if (run.figures.delivered !== run.load.messages) process.exitCode = 1
    },
  }),
])
console.log(options.json ? figuresJson(measured) : `\n${showFigures(measured)}`)
const [first] = options.loads
if (options.profile !== undefined && first !== undefined)
  console.error(`\n${await Promise.race([interrupted, profileSides(target, first, options.profile)])}`)
