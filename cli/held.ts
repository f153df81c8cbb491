// `held`: mail that waits for somebody to decide about it, seen and decided about.

import { decideHeld } from './held/decide.ts'
import { listHeld } from './held/list.ts'
import { showHeld } from './held/show.ts'
import { Fault } from './terminal.ts'

const usage = `held list [--commune NAME|INSEE] [--recipient ADDRESS] [--since DAYS] [--json]
       held show ID [--json]
       held release ID [--recipient ADDRESS] [--allow-sender] [--learn] [--virus]
       held delete ID [--recipient ADDRESS]`

export async function held([action, ...args]: readonly string[]): Promise<number> {
  switch (action) {
    case 'list':
      return listHeld(args)
    case 'show':
      return showHeld(args)
    case 'release':
    case 'delete':
      return decideHeld(action, args)
    default:
      throw new Fault(`usage: ${usage}`)
  }
}
