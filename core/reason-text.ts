// Every reason in plain words, to stand behind an outcome: `refused: the virus scanner found malicious software`.

import type { Reason } from './outcome.ts'

export const reasonTexts: Readonly<Record<Reason, string>> = {
  clean: 'nothing speaks against it',
  'junk-score': 'its score reaches the junk threshold of the commune',
  'spam-score': 'its score reaches the threshold from which mail is refused',
  virus: 'the virus scanner found malicious software',
  unscannable: 'an attached archive is too large or too deeply nested to be checked',
  'dmarc-reject': 'the domain in From asks to refuse mail that it did not authenticate (DMARC p=reject)',
  'dmarc-quarantine':
    'the domain in From asks for suspicion of mail that it did not authenticate (DMARC p=quarantine)',
  'author-doubtful': 'the message does not say clearly who its author is',
  'authentication-unavailable': 'the sender could not be checked because the DNS did not answer',
  'filter-unavailable': 'the spam filter or the database did not answer',
  'scanner-unavailable': 'the virus scanner did not answer',
  'message-malformed': 'its header is not one that every program reads in the same way',
  'mail-loop': 'it has passed through too many servers: it is looping',
  'delivery-deferred': 'the mailbox could not be written at that moment',
  'delivery-refused': 'the mailbox refused it',
  'mailbox-full': 'the mailbox is full',
  'sender-denied': 'the sender is on a list of senders that are refused',
  'sender-allowed': 'the sender is on a list of trusted senders and proved to be the one',
  attachment: 'it carries a kind of file that the commune does not let through',
  suspicion: 'it borrows the name or the look of somebody who is known here',
  greylisted: 'it is suspicious and was asked to come back some minutes later',
  'list-closed': 'the list takes no mail from this sender',
  'required-address': 'postmaster@ and abuse@ take what is sent to them',
  released: 'a person released it',
  retried: 'it had waited and was tried again',
}
