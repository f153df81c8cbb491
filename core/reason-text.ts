// Every reason in plain words, to stand behind an outcome: `refused: the virus scanner found malicious software`,
// « Pourquoi : un logiciel malveillant y a été trouvé ». English is for who runs the house, French for a commune.

import type { Language } from './language.ts'
import type { Reason } from './outcome.ts'

const english: Readonly<Record<Reason, string>> = {
  clean: 'nothing speaks against it',
  'junk-score': 'its score reaches the junk threshold of the commune',
  'spam-score': 'its score reaches the threshold from which mail is refused',
  virus: 'the virus scanner found malicious software',
  unscannable: 'the message or an archive in it is too large or too deeply nested to be checked',
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
  'held-full': 'it would be held for a person to look at, and no more may be held at the moment',
  'sender-denied': 'the sender is on a list of senders that are refused',
  'sender-allowed': 'the sender is on a list of trusted senders and proved to be the one',
  attachment: 'it carries a kind of file that the commune does not let through',
  suspicion: 'it borrows the name or the look of somebody who is known here',
  greylisted: 'it is suspicious, and such mail is asked to come back some minutes later',
  'list-closed': 'the list takes no mail from this sender',
  released: 'a person released it',
  retried: 'it had waited and was tried again',
}

const french: Readonly<Record<Reason, string>> = {
  clean: 'rien ne s’y oppose',
  'junk-score': 'il ressemble à un courrier indésirable',
  'spam-score': 'il ressemble beaucoup à un courrier indésirable',
  virus: 'un logiciel malveillant y a été trouvé',
  unscannable: 'une archive jointe est trop grosse ou trop compliquée pour être vérifiée',
  'dmarc-reject': 'rien ne prouve qu’il vient de l’expéditeur affiché',
  'dmarc-quarantine': 'l’expéditeur affiché n’est pas confirmé',
  'author-doubtful': 'il ne dit pas clairement qui l’a écrit',
  'authentication-unavailable': 'l’expéditeur n’a pas pu être vérifié',
  'filter-unavailable': 'il n’a pas pu être examiné',
  'scanner-unavailable': 'l’antivirus n’a pas répondu',
  'message-malformed': 'il est mal formé : deux logiciels n’y liraient pas la même chose',
  'mail-loop': 'il tourne en rond entre des serveurs',
  'delivery-deferred': 'la boîte ne pouvait pas le recevoir à ce moment-là',
  'delivery-refused': 'la boîte n’a pas pu le recevoir',
  'mailbox-full': 'la boîte est pleine',
  'held-full': 'il devait être retenu, et trop de courrier l’est déjà',
  'sender-denied': 'l’expéditeur est sur la liste de ceux que vous refusez',
  'sender-allowed': 'l’expéditeur est sur la liste de ceux à qui vous faites confiance',
  attachment: 'une pièce jointe est d’un type qui peut nuire',
  suspicion: 'il emprunte le nom ou l’allure de quelqu’un que vous connaissez',
  greylisted: 'il était suspect, et un tel courrier doit revenir quelques minutes plus tard',
  'list-closed': 'la liste n’accepte pas les messages de cet expéditeur',
  released: 'quelqu’un a choisi de le recevoir',
  retried: 'il attendait, et un nouvel essai a réussi',
}

export const reasonTexts: Readonly<Record<Language, Readonly<Record<Reason, string>>>> = {
  fr: french,
  en: english,
}
