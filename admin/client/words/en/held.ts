// The quarantine, in English.

import { plural } from '#ui/format/plural.ts'
import type { held as french } from '../fr/held.ts'

const inbox = (addresses: readonly string[]) =>
  plural('en', addresses.length, {
    one: `the inbox of ${addresses[0] ?? 'the mailbox'}`,
    other: `the inbox of ${addresses.length} mailboxes`,
  })

const messages = (count: number) =>
  plural('en', count, { one: `${count} held message`, other: `${count} held messages` })
const communes = (count: number) =>
  plural('en', count, { one: `${count} commune`, other: `${count} communes` })

export const held: typeof french = {
  title: 'Quarantine',
  sum: (count, of) => (count === 0 ? 'No held message' : `${messages(count)}, ${communes(of)}`),
  filter: 'Filter by danger',
  all: 'All',
  dangerous: 'Dangerous',
  others: 'Others',
  search: 'Address of the sender or the mailbox',
  more: 'Show older messages',
  none: 'No held message',
  noneText: 'Everything that came was delivered, or refused before it entered.',
  noneFiltered: 'No held message fits',
  noneFilteredText: 'Try another address, or show them all.',
  noAuthor: 'Unreadable author',
  toWhom: (recipients) =>
    plural('en', recipients.length, {
      one: `for ${recipients[0] ?? ''}`,
      other: `for ${recipients[0] ?? ''} and ${recipients.length - 1} more`,
    }),
  deciding: { release: 'Being released', delete: 'Being deleted' },
  decidingText: {
    release: 'The release is asked for. The message reaches the inbox in a moment.',
    delete: 'The deletion is asked for. The message goes in a moment.',
  },
  message: 'Held message',
  choose: 'Choose a message in the list to see why it is held.',
  back: 'Back to the list',
  gone: 'This message is not held any more.',
  goneText: 'Somebody decided about it, or its time is over.',
  from: (author) => `Message from ${author}`,
  to: 'To',
  since: 'Held',
  sinceUntil: (since, until) => `${since}, deleted on ${until} without a decision`,
  size: 'Size',
  why: 'Why it is held',
  proven: (domain) => `The message does come from ${domain}.`,
  unproven: 'Nothing proves that the sender is who they say.',
  preview: 'Safe preview',
  textOnly: 'text alone, nothing is loaded',
  showText: 'Show the text',
  logged: (names) =>
    plural('en', names.length, {
      one: `This reading is written into the log, and the mairie of ${names[0] ?? ''} sees it. No administrator can read delivered messages.`,
      other:
        'This reading is written into the log, and every mairie concerned sees it. No administrator can read delivered messages.',
    }),
  previewForbidden:
    'Your role does not allow reading this message. No administrator can read delivered messages.',
  noSubject: '(no subject)',
  noText: '(no text)',
  cut: 'There is more text, which is not shown.',
  link: (host) => `link to ${host}`,
  attachment: (name, size) => `${name}, ${size}, not opened`,
  unnamed: 'file without a name',
  block: 'Block the sender',
  blockText: (author) => `What ${author} sends will be refused. This message is deleted.`,
  blockNobody: 'The message names nobody who could be blocked.',
  release: 'Release',
  releaseText: (addresses) => `Reaches ${inbox(addresses)}, never the junk folder.`,
  virusStays:
    'Malicious software was found in it. Only whoever runs the service can release it, on the machine.',
  delete: 'Delete this message',
  deleteTitle: 'Delete this held message?',
  deleteText: (addresses) =>
    plural('en', addresses.length, {
      one: `It will not be delivered to ${addresses[0] ?? ''}. The sender is not told, and it cannot be undone.`,
      other: `It will be delivered to none of the ${addresses.length} mailboxes. The sender is not told, and it cannot be undone.`,
    }),
  deleted: 'Deletion asked for.',
  blockTitle: 'Block the sender',
  blockWhom: 'Whom to block',
  blockAddress: 'This address alone.',
  blockDomain: 'Every address of this domain.',
  blockEverywhere: 'For every commune of the département',
  blockDeletes: 'This message is deleted. The block is lifted in the filter settings.',
  blocked: (value) => `${value} is blocked.`,
  releaseTitle: 'Release this message',
  allowSender: (author) => `Let the next messages of ${author} through, if they do come from there`,
  learn: 'Teach the filter that this is not junk',
  releasing: (recipients) => `Release asked for, to ${inbox(recipients)}.`,
  otherMessage: 'Follow another message',
  noTrace: 'The journey of this message is not known any more.',
}
