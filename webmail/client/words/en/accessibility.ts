// The accessibility statement, in English.

import type { AccessibilityWords } from '../fr/accessibility.ts'

export const accessibility: AccessibilityWords = {
  title: 'Accessibility statement',
  document: 'Accessibility statement — Vaguemestre',
  back: 'Back to the mail',
  intro:
    'The département that opens this mail to you must make it accessible to everyone, as article 47 of French law no. 2005-102 of 11 February 2005 asks. This statement is about:',
  state: {
    title: 'State of conformity',
    text: 'Vaguemestre does not conform to the French accessibility reference (RGAA), version 4.1: no audit has measured yet how far its criteria are met.',
  },
  checks: {
    title: 'What we check ourselves',
    items: [
      'Each version goes through an automatic check (axe-core) of its main screens, on a computer and on a phone, light and dark.',
      'The mail can be used with the keyboard alone, without a mouse.',
      'It stays readable enlarged to 200%, on a narrow screen, and with the colours chosen in your device.',
    ],
    limits: 'An automatic check sees only some of the faults. It does not stand in for an audit.',
  },
  faults: {
    title: 'What is not accessible',
    known: 'We know of this:',
    items: [
      'The preview of an attached PDF gives the text of each page, without its headings or tables. Download the file to read it with your own software.',
      'No complete trial was made with the screen readers NVDA, JAWS and VoiceOver.',
    ],
    exempt: 'The duty does not cover what others wrote:',
    exemptItems: [
      'the layout and the images of messages that you receive;',
      'the files attached to those messages.',
    ],
  },
  made: {
    title: 'How this statement was made',
    text: 'This statement was made on 30 November 2026, from our own checks.',
    built: 'The mail is made of HTML, CSS, SVG, JavaScript and WAI-ARIA.',
  },
  contact: {
    title: 'Feedback and contact',
    text: 'Does something keep you from reading, writing or setting up your mail? Tell the support of your département, which will find you a way.',
    call: 'By telephone:',
    write: 'You can also write to your département, by post or from your mailbox.',
  },
  recourse: {
    title: 'Appeal',
    text: 'You reported an accessibility fault and received no satisfactory answer? You can turn to the Défenseur des droits, the French ombudsman:',
    write: 'write through the form',
    meet: 'meet the delegate of your region',
    post: 'send a letter, free and without a stamp: Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07',
    phone: 'call 09 69 39 00 00.',
  },
}
