// Every SMTP reply we give, named by its meaning (RFC 5321 §4.2, enhanced codes RFC 3463 and RFC 7372). The public
// text says what the sender can do and nothing of our set-up; the cause goes to the log.

export interface SmtpReply {
  readonly code: number
  /** Enhanced status code, `class.subject.detail` (RFC 3463 §2). */
  readonly enhanced: string
  readonly text: string
}

const reply = (code: number, enhanced: string, text: string): SmtpReply => ({ code, enhanced, text })

/** RFC 5321 §4.2.2: 250 once the message is safe. `queueId` lets both sides find it again. */
export const accepted = (queueId: string): SmtpReply => reply(250, '2.0.0', `OK, received as ${queueId}`)

/** RFC 5321 §4.2.5: nothing was taken, the sender keeps the message. */
export const temporaryFailure = reply(451, '4.3.0', 'Temporary failure, please try again later')
export const resolverUnavailable = reply(
  451,
  '4.4.3',
  'Temporary DNS failure while checking the sender, please try again later',
)
export const mailboxNotReady = reply(450, '4.2.1', 'Mailbox is being created, please try again later')
/** RFC 5321 §4.5.1: postmaster is never refused for good. */
export const mailboxUnattended = reply(
  450,
  '4.2.1',
  'Nobody can take this mail for now, please try again later',
)
/** RFC 3463 §3.3: the mailbox exists but is closed for now by those who run it. */
export const mailboxSuspended = reply(550, '5.2.1', 'This mailbox is suspended')
/** RFC 3463 §3.3: somebody may make room, so a message of ours waits for that. */
export const mailboxFull = reply(552, '5.2.2', 'Mailbox is full')
/** RFC 3463 §3.3: room may be made before the sender's server gives up. */
export const mailboxFullForNow = reply(452, '4.2.2', 'Mailbox is full, please try again later')
export const insufficientStorage = reply(452, '4.3.1', 'Insufficient storage, please try again later')
/** RFC 5321 §4.5.3.1.8: at least 100 recipients must be taken; beyond our limit the client sends the rest later. */
export const tooManyRecipients = reply(
  452,
  '4.5.3',
  'Too many recipients for one message, send the rest in another',
)
export const tooManyConnections = reply(421, '4.7.0', 'Too many connections, please try again later')
export const tooManyFromAddress = reply(
  421,
  '4.7.0',
  'Too many connections from your address, please try again later',
)
export const tooManyRefusedRecipients = reply(
  421,
  '4.7.0',
  'Too many refused recipients in one session, send the rest in another',
)
export const tooManyUnknownRecipients = reply(
  421,
  '4.7.0',
  'Too many unknown recipients from your network, please try again later',
)
export const shuttingDown = reply(421, '4.3.2', 'Service restarting, please try again in a moment')
export const idleTimeout = reply(421, '4.4.2', 'Timeout, closing the connection')

/** RFC 6409 §6.1 and §8.1; the program shows the text to whoever wrote the message. */
export const senderNotYours = reply(553, '5.7.1', 'This mailbox may not send from that address')
export const authorNotYours = reply(550, '5.7.1', 'This mailbox may not send with that address in From')
export const resenderNotYours = reply(
  550,
  '5.7.1',
  'This mailbox may not send with that address in Resent-From',
)
export const authorUnreadable = reply(550, '5.6.0', 'From must hold one address, and nothing that hides it')
/** RFC 5321 §3.3. */
export const noRecipients = reply(554, '5.5.1', 'No valid recipients')

/** RFC 4954 §6: the client says who it is first. */
export const authenticationRequired = reply(530, '5.7.0', 'Authentication required')
/** RFC 3207 §4. */
export const startTlsRequired = reply(530, '5.7.0', 'Must issue a STARTTLS command first')
/** RFC 4954 §4 with the enhanced code of RFC 5248. */
export const encryptionRequired = reply(538, '5.7.11', 'Encryption is required, send STARTTLS first')
/** RFC 4954 §6: the same for an unknown mailbox, a wrong password and too many of them. */
export const wrongPassword = reply(535, '5.7.8', 'Authentication credentials invalid')
/** RFC 5248: the password is right. */
export const accountClosed = reply(525, '5.7.13', 'This account is suspended, ask those who run it')
export const authenticationUnavailable = reply(
  454,
  '4.7.0',
  'Temporary authentication failure, please try again later',
)
/** What opened the session no longer does. */
export const sessionEnded = reply(421, '4.7.0', 'Access was taken away, sign in again')

export const relayDenied = reply(550, '5.7.1', 'We do not relay for this domain')
export const unknownMailbox = reply(550, '5.1.1', 'No such mailbox here')
/**
 * RFC 3463 §3.2; for the author, whose program shows it: ASCII, as RFC 5321 §4.2 wants it. It speaks of the address alone: who
 * wrote there before, and when, may be another commune's business.
 */
export const recipientSuppressed = reply(
  550,
  '5.1.1',
  "Cette adresse n'existe pas, d'apres son serveur. Verifiez son orthographe; si elle existe, dites-le au support (no such address, by the word of its own server)",
)
export const badSenderSyntax = reply(553, '5.1.7', 'The sender address is not valid')
export const badRecipientSyntax = reply(553, '5.1.3', 'The recipient address is not valid')
export const smtputf8Required = reply(
  553,
  '5.6.7',
  'An internationalized address needs the SMTPUTF8 parameter',
)
/** RFC 1870 §6.1 and §6.3. */
export const messageTooLarge = reply(552, '5.3.4', 'Message is larger than this server accepts')
/** RFC 5322 §2.1.1; for the author, whose program shows it. */
export const lineTooLong = reply(
  554,
  '5.6.0',
  'Une ligne du message depasse 998 caracteres et ne peut etre coupee sans abimer une signature ou un champ. Envoyez-le sans signature electronique, ou en piece jointe (a line is longer than 998 octets)',
)
export const virusFound = reply(554, '5.7.0', 'The message contains malicious software')
export const unscannable = reply(
  554,
  '5.7.0',
  'The message or an archive in it is too large or too deeply nested to be checked',
)
export const spamRefused = reply(550, '5.7.1', 'The message looks like unsolicited mail and was refused')
export const senderDenied = reply(550, '5.7.1', 'The recipient does not accept mail from this sender')
export const listClosed = reply(550, '5.7.1', 'The list does not take mail from this sender')
export const attachmentRefused = reply(
  554,
  '5.7.0',
  'The message carries a kind of file that is not accepted here, send it in another form',
)
/** RFC 3463 §3.8: what may not leave; the text says to its author what to do (`core/policies/leak-text.ts`). */
export const leakRefused = (text: string): SmtpReply => reply(550, '5.7.1', text)
/** RFC 3463 §3.8: how much may be sent, and whether at all; the texts say what to do (`core/sending/sending-text.ts`). */
export const sendingTooFast = (text: string): SmtpReply => reply(450, '4.7.1', text)
export const sendingTooMuch = (text: string): SmtpReply => reply(550, '5.7.1', text)
export const sendingSuspended = (text: string): SmtpReply => reply(550, '5.7.1', text)
/** Suspicious mail is asked to come back once; who means it does. */
export const greylisted = reply(451, '4.7.1', 'Please try again in a few minutes')
/** RFC 7489 §10.3 as updated by RFC 9989; enhanced code of RFC 7372. */
export const dmarcRejected = reply(
  550,
  '5.7.26',
  'The domain in From asks to refuse mail that it did not authenticate (DMARC)',
)
/** RFC 5321 §2.3.8: CR and LF only travel together. */
export const bareLineBreak = reply(554, '5.6.0', 'A bare CR or LF is not allowed, lines end in CRLF')
export const bareLineBreakInCommand = reply(
  500,
  '5.5.2',
  'A bare CR or LF is not allowed, commands end in CRLF',
)
export const nulInCommand = reply(500, '5.5.2', 'A NUL octet is not allowed in a command')
/** RFC 5321 §4.2.4. */
export const unknownCommand = reply(500, '5.5.1', 'Command not recognized')
/** RFC 3030 §2: octets follow the command at once; the connection ends with this reply so that they are never commands. */
export const chunkingNotOffered = reply(502, '5.5.1', 'BDAT is not offered here, send DATA')
/** RFC 5321 §4.3.2; a closed connection is the client's fault here, not the network's (RFC 3463 §3.8). */
export const tooManyBadCommands = reply(
  421,
  '4.7.0',
  'Too many commands that are not SMTP, closing the connection',
)
/** RFC 5321 §4.3.2: whoever has nothing to deliver leaves the connection to others. */
export const tooManyIdleCommands = reply(
  421,
  '4.7.0',
  'Too many commands that bring no message, closing the connection',
)
/** RFC 5321 §4.1.4. */
export const badSequence = reply(503, '5.5.1', 'Bad sequence of commands: EHLO, then MAIL, RCPT and DATA')
export const badArgument = reply(501, '5.5.4', 'Syntax error in the argument of the command')
/** RFC 5321 §4.1.1.11: a parameter of an extension that we did not announce. */
export const unknownParameter = reply(555, '5.5.4', 'A parameter of the command is not recognized')
/** RFC 5321 §3.5.3 and §7.3: the same for every address. */
export const cannotVerify = reply(252, '2.0.0', 'Addresses are not verified, send a message to find out')
/** RFC 5321 §4.3.1: a client waits for the greeting before it speaks. */
export const earlyTalker = reply(554, '5.5.1', 'Wait for the greeting before sending anything')
/** RFC 2920 §3.1: these commands end a group; what comes behind them is a web page, or one protocol hidden in another. */
export const improperPipelining = reply(
  554,
  '5.5.1',
  'Wait for the answer to EHLO, HELO or DATA before sending more',
)
/** RFC 5322 §2.1: the header section ends at the first empty line, and ours is bounded. */
export const headerTooLarge = reply(554, '5.6.0', 'The header of the message is too large')
/** RFC 5322 §2.2: fields with names of printable characters, and what is folded under them; nothing else. */
export const malformedHeader = reply(
  554,
  '5.6.0',
  'A line of the header is not a field (RFC 5322 section 2.2)',
)
/** RFC 5322 §2.3 and §3.5; what stands after it would be one thing to us and another to a reader's program. */
export const nulInMessage = reply(554, '5.6.0', 'A NUL octet is not allowed in a message')
/** RFC 5322 §3.6: exactly one From; with two, the one that DMARC judged may not be the one that a person reads. */
export const malformedMessage = reply(554, '5.6.0', 'The message must have one From field')
/** RFC 5322 §3.6. */
export const fieldTwice = reply(
  554,
  '5.6.0',
  'Subject, Date, To or another field of which there may be one is there twice',
)
export const authorTooLong = reply(554, '5.6.0', 'The From field is too long')
/** RFC 5321 §4.5.3.1.4. */
export const commandTooLong = reply(500, '5.5.2', 'Command line too long')
/** RFC 5321 §6.3. */
export const mailLoop = reply(554, '5.4.6', 'Too many Received header fields, the message is looping')
/** RFC 5321 §6.3: it came back to a mailbox that had sent it on. */
export const forwardLoop = reply(
  554,
  '5.4.6',
  'The message was sent on from this mailbox before, it is looping',
)
/** What Sieve would send; the message it answers or sends on stays in the mailbox. */
export const notOfSieve = reply(
  550,
  '5.7.1',
  'Only answers, notices and redirects of a mailbox are taken here',
)
export const notAllowedOutside = reply(550, '5.7.1', 'This mailbox may not send its mail on to that address')
export const tooMuchBySieve = reply(
  550,
  '5.7.1',
  'The rules of this mailbox have sent as much as they may in an hour',
)

/** True for 4yz: the sender keeps the message and tries again. */
export const isTemporary = (given: SmtpReply): boolean => given.code >= 400 && given.code < 500
/** True for 2yz. */
export const isPositive = (given: SmtpReply): boolean => given.code >= 200 && given.code < 300

/** The reply as it stands on the wire after the code: `5.1.1 No such mailbox here`. */
export const replyText = (given: SmtpReply): string => `${given.enhanced} ${given.text}`

/** The reply in one line, as a log or a row keeps it: `550 5.1.1 No such mailbox here`. */
export const wholeReply = (given: SmtpReply): string => `${given.code} ${replyText(given)}`
