// `queue`: outgoing mail that is not delivered yet, seen and decided about; destinations, paused and resumed.

import { decideQueued } from './queue/decide.ts'
import { listQueue } from './queue/list.ts'
import { pauseNamed, resumeNamed } from './queue/pause.ts'
import { showQueued } from './queue/show.ts'
import { Fault } from './terminal.ts'

const usage = `queue list [--commune NAME|INSEE] [--state STATE] [--destination DOMAIN] [--search TEXT] [--limit N] [--json]
       queue show ID [--json]
       queue retry|hold|release|delete ID [--destination DOMAIN]
       queue pause DESTINATION --reason TEXT [--hours N]
       queue resume DESTINATION`

export async function queue([action, ...args]: readonly string[]): Promise<number> {
  switch (action) {
    case 'list':
      return listQueue(args)
    case 'show':
      return showQueued(args)
    case 'retry':
    case 'hold':
    case 'release':
    case 'delete':
      return decideQueued(action, args)
    case 'pause':
      return pauseNamed(args)
    case 'resume':
      return resumeNamed(args)
    default:
      throw new Fault(`usage: ${usage}`)
  }
}
