// Security, in English.

import { plural } from '#ui/format/plural.ts'
import type { security as french } from '../fr/security.ts'

/** Whole minutes from one on. */
const duration = (seconds: number): string =>
  seconds < 60
    ? plural('en', seconds, { one: '1 second', other: `${seconds} seconds` })
    : plural('en', Math.round(seconds / 60), {
        one: '1 minute',
        other: `${Math.round(seconds / 60)} minutes`,
      })

export const security: typeof french = {
  title: 'Security',
  tabs: {
    '': 'Sign-ins',
    blocages: 'Blocks',
    alertes: 'Alerts',
    reseaux: 'Trusted networks',
    appareils: 'Device passwords',
    envoi: 'Sending',
    evenements: 'Security log',
  },
  leads: {
    '': 'Who signed in, or tried to, by the browser or from a device.',
    blocages:
      'After several wrong passwords, the address that they come from waits, then cannot try any more.',
    alertes: 'What somebody must look at. If it happens again, the alert comes back.',
    reseaux: 'Never blocked: the line of a mairie, for instance, which several people share.',
    appareils: 'One password for each device. Cutting it off also closes what it opened.',
    envoi: 'What a mailbox and a commune may send, and whether mail may be sent on to the outside.',
    evenements: 'What looks like an attack on the service itself.',
  },
  which: 'Which',
  all: 'All',
  searchLogin: 'Beginning of the login',
  login: 'Login',
  loginName: (login) =>
    login === 'first-administrator'
      ? 'Code of the first administrator'
      : login.split(' ', 1)[0] === 'activation'
        ? 'Activation code'
        : login,
  outcome: 'Outcome',
  outcomes: { accepted: 'Accepted', refused: 'Refused', delayed: 'Delayed', blocked: 'Blocked' },
  way: 'By',
  ways: { web: 'Browser', imap: 'Reading', smtp: 'Sending', sieve: 'Rules' },
  device: 'Device',
  from: 'From',
  fromNetwork: (network) => `From ${network}`,
  network: 'Network',
  commune: 'Commune',
  department: 'Département',
  when: 'When',
  why: 'Why',
  until: 'Until',
  since: 'Since',
  action: 'Action',
  noSignIn: 'No sign-in',
  noSignInText: 'Sign-ins are kept for a year.',
  everybody: 'Every login',
  wrongPasswords: (count) =>
    plural('en', count, { one: '1 wrong password', other: `${count} wrong passwords` }),
  triedLogins: (count) => plural('en', count, { one: '1 login tried', other: `${count} logins tried` }),
  noBlock: 'Nobody is blocked',
  noBlockText: 'A block ends by itself after a time; here it can be ended sooner.',
  release: 'Unblock',
  releaseTitle: (who) => `Unblock ${who}?`,
  releaseNetwork: 'Unblock this network?',
  releaseText: (network) => `One can try again from ${network}. What was counted so far is forgotten.`,
  released: 'Block lifted.',
  fact: 'What happened',
  alerts: {
    'password-guessing': 'Somebody tries to guess a password',
    'distributed-guessing': 'Somebody tries to guess a password from several places',
    'credential-stuffing': 'Passwords stolen elsewhere are being tried',
    'password-reset': 'A password was reset',
    'external-forward': 'A forward to the outside was made',
    'sending-stopped': 'A mailbox may not send any more',
    'personal-mailbox-opened': 'A personal mailbox was opened to somebody else',
    'takeover-suspected': 'A mailbox is perhaps taken over',
    'mail-poisoned': 'A message is set aside: its tries are cut short',
  },
  alertTexts: {
    'takeover-suspected':
      'Nothing is suspended. Call its owner: was it them? If not, reset the password, then remove the forward and the devices that they do not know.',
    'mail-poisoned':
      'Its author was told that you look at it. Open it and let it go once; if it happens again, tell those who run the service. Undecided, it goes back to its author when its time is over.',
  },
  unknownAlert: 'Security alert',
  alertTo: (address) => `For ${address}`,
  alertBy: (name) => `By ${name}`,
  alertFacts: {
    failures: (count) => plural('en', count, { one: '1 wrong password', other: `${count} wrong passwords` }),
    logins: (count) => plural('en', count, { one: '1 login tried', other: `${count} logins tried` }),
    networks: (count) => plural('en', count, { one: 'from 1 network', other: `from ${count} networks` }),
    network: (network) =>
      network.includes('/') ? `from the network ${network}` : `from the address ${network}`,
    closed: (count) =>
      plural('en', count, { one: 'blocked for 1 minute', other: `blocked for ${count} minutes` }),
    until: (date) => `until ${date}`,
    recipients: (count) =>
      plural('en', count, {
        one: '1 recipient in a quarter of an hour',
        other: `${count} recipients in a quarter of an hour`,
      }),
    firstTime: (count) =>
      plural('en', count, {
        one: '1 first contact in an hour',
        other: `${count} first contacts in an hour`,
      }),
  },
  signals: {
    'new-network': 'network never seen',
    burst: 'far more sent than usual',
    'new-forward': 'forward to the outside made just before',
  },
  times: 'Times',
  last: 'Last time',
  seen: 'Mark as seen',
  seenAt: (when) => `seen ${when}`,
  toSee: 'To look at',
  alreadySeen: 'Seen already',
  noAlert: 'No alert',
  noAlertText: 'Nothing asks for your attention.',
  noSeenAlert: 'No alert seen',
  noSeenAlertText: 'Those that somebody marks as seen are found here.',
  addNetwork: 'Add a network',
  networkHint: 'An address, or a network such as 192.0.2.0/24.',
  networkWrong: 'This is neither an address nor a network.',
  note: 'Whose it is',
  noteHint: 'For instance: mairie of Saulieu, its own line.',
  added: 'Network added.',
  remove: 'Remove',
  removeTitle: (network) => `Remove ${network}?`,
  removeText: 'This network can be blocked again after failed tries.',
  noNetwork: 'No trusted network',
  noNetworkText: 'Add the line of a mairie if its people block each other.',
  searchDevice: 'Mailbox, device or person',
  sleeping: 'Unused for 90 days',
  mailbox: 'Mailbox',
  opens: 'For',
  opening: (imap, smtp) => (imap && smtp ? 'Reading and sending' : imap ? 'Reading' : 'Sending'),
  lastUse: 'Last use',
  noDevice: 'No device password',
  noSleeping: 'No device password is asleep',
  noDeviceText: 'People make their own in their account, one for each phone or program.',
  cut: 'Cut off',
  cutTitle: (device) => `Cut off “${device}”?`,
  cutText: (person, mailbox) =>
    `${person} can no longer open ${mailbox} from this device, at once. Their other devices go on.`,
  wasCut: (device) => `“${device}” is cut off.`,
  searchNetwork: 'Whole address or network',
  kind: 'Kind',
  detail: 'Detail',
  events: {
    'dictionary-attack': 'Addresses tried at random',
    'too-many-connections': 'Too many connections at once',
    'early-talker': 'Server that talks before its turn',
    'relay-attempt': 'Try to write to others through us',
    'smuggling-attempt': 'Message hidden in another',
    'password-guessing': 'Tries to guess a password',
    'distributed-guessing': 'Tries to guess a password from several places',
    'credential-stuffing': 'Passwords stolen elsewhere tried',
    'sending-limit': 'Limit of sending reached',
    'sending-stopped': 'Sending of a mailbox suspended',
    'sending-resumed': 'Sending of a mailbox restored',
    'takeover-suspected': 'A mailbox perhaps taken over',
  },
  eventTexts: {
    'dictionary-attack':
      'Somebody writes to addresses that do not exist, to find those that do. Nothing is taken from there for a while.',
    'too-many-connections': 'One place opens more connections than it needs. Those beyond are refused.',
    'early-talker': 'A real mail server waits for its turn, which many fraudsters do not. It is refused.',
    'relay-attempt': 'A stranger wanted to write elsewhere through us. Nothing left.',
    'smuggling-attempt': 'Somebody wanted to slip a second message past the checks. It did not come in.',
    'password-guessing': 'It was not found. Nobody can try from there for a while.',
    'distributed-guessing': 'It was not found. Nobody can try from these places for a while.',
    'credential-stuffing':
      'Many accounts are tried one after the other. Nobody can try from there for a while.',
    'sending-limit':
      'What is beyond the limit does not leave; its author is asked to try again later. If it is meant, raise the limit under Sending.',
    'sending-stopped':
      'Its password may be stolen. Nothing leaves it until somebody restores sending on the page of the mailbox.',
    'sending-resumed': 'Somebody decided so. The log says who.',
    'takeover-suspected':
      'A new network and a recent forward to the outside, without mass sending. Nothing is suspended; ask its owner whether it was them.',
  },
  unknownEvent: 'Other event',
  eventFacts: {
    bounds: {
      mailboxHour: (most) => `${most} recipients an hour at most`,
      mailboxDay: (most) => `${most} recipients a day at most`,
      communeHour: (most) => `${most} recipients an hour at most for the whole commune`,
      firstTimeDay: (most) => `${most} first contacts a day at most`,
    },
    login: (login) => `for ${login}`,
    connections: (count) =>
      plural('en', count, { one: 'more than one connection at once', other: `more than ${count} at once` }),
    refused: (seconds) => `refused for ${duration(seconds)}`,
    manners: {
      'false-end-of-data': 'by a false end of the message',
      'behind-starttls': 'by commands in the clear, before encryption',
      'before-the-answer': 'by commands sent before the answer',
    },
  },
  wholeNetwork: 'Write the whole address or network',
  wholeNetworkText: 'For instance 192.0.2.7, or 192.0.2.0/24 for a network.',
  noEvent: 'No event',
  noEventText: 'Nothing looked like an attack.',
}
