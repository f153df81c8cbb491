// Reads the replies of a stranger from a byte stream (RFC 5321 §4.2): takes what is common though it is not quite right,
// and never keeps more than a bounded part of it.

import { StringDecoder } from 'node:string_decoder'
import type { RemoteReply } from '../remote-reply.ts'

const line = /^([2-5]\d\d)(?:([ -])(?:([245]\.\d{1,3}\.\d{1,3})(?= |$) ?)?(.*))?$/
const mostCharacters = 32 * 1024

/** What is complete by now; `garbage`: this is not SMTP. */
export type ReadReplies = (octets: Buffer) => readonly RemoteReply[] | 'garbage'

export function replyReader(): ReadReplies {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  let begun: { enhanced: string | null; lines: string[]; characters: number } | null = null
  return (octets) => {
    const lines = (rest + decoder.write(octets)).split('\n')
    rest = lines.pop() ?? ''
    const replies: RemoteReply[] = []
    for (const each of lines) {
      const [, code, separator, enhanced, said = ''] = line.exec(each.replace(/\r$/, '')) ?? []
      if (code === undefined) return 'garbage'
      begun ??= { enhanced: null, lines: [], characters: 0 }
      begun.enhanced ??= enhanced ?? null
      begun.lines.push(said)
      begun.characters += each.length
      if (begun.characters > mostCharacters) return 'garbage'
      if (separator === '-') continue
      replies.push({ code: Number(code), enhanced: begun.enhanced, lines: begun.lines })
      begun = null
    }
    return rest.length > mostCharacters ? 'garbage' : replies
  }
}
