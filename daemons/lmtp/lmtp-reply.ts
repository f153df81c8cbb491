// Reads the replies of an LMTP server (RFC 2033, syntax of RFC 5321 §4.2) from a byte stream.

import type { SmtpReply } from '#core/smtp/smtp-reply.ts'

const line = /^([2-5]\d\d)([ -])(?:([245]\.\d{1,3}\.\d{1,3}) )?(.*)$/
const maxBuffered = 64 * 1024

export type ReadReplies = (text: string) => readonly SmtpReply[] | 'garbage'

/** A reader that keeps what is incomplete; 'garbage' means that the peer does not speak LMTP. */
export function lmtpReplyReader(): ReadReplies {
  let rest = ''
  let texts: string[] = []
  return (text) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > maxBuffered || texts.length > 1000) return 'garbage'
    const replies: SmtpReply[] = []
    for (const each of lines) {
      const [, code, separator, enhanced, said] = line.exec(each.replace(/\r$/, '')) ?? []
      if (code === undefined || said === undefined) return 'garbage'
      texts.push(said)
      if (separator === '-') continue
      replies.push({ code: Number(code), enhanced: enhanced ?? `${code[0]}.0.0`, text: texts.join(' ') })
      texts = []
    }
    return replies
  }
}
