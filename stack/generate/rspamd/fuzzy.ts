// The local fuzzy storage: texts that somebody moved to Junk are known again when they come to others, with some words
// changed (rspamd calls it shingles). The sums never leave the machine, and none is fetched.

import { fuzzySpamFlag } from '#daemons/rspamd/fuzzy-spam-flag.ts'
import type { Installation } from '../../installation.ts'
import { secretFile } from '../../spec/secret-file.ts'
import { ucl, uclSection } from '../syntax/ucl.ts'

/** By its name in `local.d`. */
export const fuzzyStorage = ({ ports }: Installation): Readonly<Record<string, string>> => ({
  'worker-fuzzy.inc': ucl({
    bind_socket: `127.0.0.1:${ports.rspamdFuzzy}`,
    count: 1,
    backend: 'redis',
    sync: 1,
    expire: keptSeconds,
  }),
  'fuzzy_group.conf': ucl({
    symbols: {
      [symbol]: { weight: fullPoints, description: 'Text that people here moved to Junk' },
      [otherSymbol]: { weight: 0, description: 'Sum of a kind that is not used' },
    },
  }),
})

/**
 * In `override.d`, because it takes the place of the stock rule, which asks rspamd.com. Texts alone: a logo or a form
 * stands in honest mail too. The sums are keyed, so that nobody who only reaches the port can make those of a text.
 */
export const fuzzyCheck = ({ paths, ports }: Installation): string =>
  uclSection(
    ['rule', 'local'],
    {
      servers: `127.0.0.1:${ports.rspamdFuzzy}`,
      symbol: otherSymbol,
      // Of shingles, which take a tenth of a scan of a short text by siphash. The sum of the whole text is a keyed BLAKE2b all the same.
      algorithm: 'mumhash',
      skip_unknown: true,
      no_share: true,
      mime_types: [],
      scan_archives: false,
      skip_images: true,
      fuzzy_map: { [symbol]: { flag: fuzzySpamFlag, max_score: reportsForFull } },
    },
    [secretFile(paths, 'rspamd-fuzzy.inc')],
  )

const symbol = 'LOCAL_FUZZY_SPAM'
/** A rule must name one, and it must be another. */
const otherSymbol = 'LOCAL_FUZZY_OTHER'

/** One person who moves a message gives its like half of the points, two give four fifths: Junk takes several, or more signs. */
const fullPoints = 6
const reportsForFull = 5

const keptSeconds = 90 * 86_400
