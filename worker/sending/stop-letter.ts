// The letter about a mailbox whose sending is suspended, as a message (RFC 5322). Pure: the same stop is the same octets
// under one Message-ID, so that a copy that comes again is known as such.

import MailComposer from 'nodemailer/lib/mail-composer'
import { showInstant } from '#core/format-instant.ts'
import { singleLine } from '#core/message/single-line.ts'
import type { UnreportedStop } from '#db/stores/sending/unreported-stops.ts'
import type { StopLetterWords } from './stop-letter-words.ts'

export interface StopLetterSender {
  readonly department: string
  readonly mailHost: string
  readonly supportPhone: string | null
}

export async function stopLetter(
  stop: Pick<UnreportedStop, 'mailbox' | 'address' | 'since' | 'facts'>,
  sender: StopLetterSender,
  words: StopLetterWords,
): Promise<Buffer> {
  const { mailbox, address, since } = stop
  const { department, mailHost } = sender
  const letter = new MailComposer({
    date: since,
    from: { name: words.teamOf(singleLine(department)), address: `postmaster@${mailHost}` },
    to: address,
    subject: words.subject,
    messageId: `<sending-stop.${since.getTime()}.${mailbox}@${mailHost}>`,
    headers: {
      // RFC 3834 §5: no automatic answer to it.
      'Auto-Submitted': 'auto-generated',
      'Content-Language': words.language,
    },
    text: textOf(stop, sender, words),
    textEncoding: 'quoted-printable',
    newline: '\r\n',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return await letter.compile().build()
}

function textOf(
  { address, since, facts }: Pick<UnreportedStop, 'address' | 'since' | 'facts'>,
  { department, supportPhone }: StopLetterSender,
  words: StopLetterWords,
): string {
  const seen = facts.signals.map((signal) => `- ${words.signals[signal](facts)}`)
  const steps = words.steps(supportPhone).map((step, index) => `${index + 1}. ${step}`)
  const paragraphs = [
    words.greeting,
    words.opening(address, showInstant(since, words.language)),
    [words.seen, ...seen].join('\n'),
    words.meaning,
    [words.toDo, ...steps].join('\n'),
    words.itWasYou,
    words.closing,
    `-- \n${words.teamOf(department)}`,
  ]
  return `${paragraphs.join('\n\n')}\n`
}
