import { expect, test } from 'vitest'
import { actorInWords, sideInWords } from '#admin/api/audit-text.ts'
import { actionWords } from '#admin/contract/audit-words.ts'

test.each([
  ['create:mailbox', 'Boîte : création'],
  ['release:held', 'Message retenu : libération'],
  ['give:shared-file', 'Fichier par lien : mise à disposition'],
  ['withdraw:shared-file', 'Fichier par lien : retrait'],
  ['dance:dragon', 'dragon : dance'],
])('the action %s → %s', (action, text) => {
  expect(actionWords(action)).toBe(text)
})

test.each([
  ['person', 'claire@saulieu.test', 'claire@saulieu.test'],
  ['key', 'Annuaire', 'clé d’API « Annuaire »'],
  ['machine', 'vaguemestre held', 'commande « vaguemestre held »'],
  ['machine', 'hosting', 'hosting'],
  ['process', 'worker', 'service « worker »'],
] as const)('the %s %s → %s', (actorKind, actor, text) => {
  expect(actorInWords({ actorKind, actor })).toBe(text)
})

test.each([
  [null, ''],
  [{ name: 'Mairie', role: 'support' }, 'Nom : Mairie ; Rôle : support'],
  [{ role: 'send' }, 'Rôle : lire, classer et écrire'],
  [
    { kind: 'shared', owner: null, keepsCopy: true },
    'Sorte : partagée ; Titulaire : rien ; Copie gardée : oui',
  ],
  [{ until: '2026-07-01T22:30:00.000Z' }, 'Jusqu’au : 2026-07-02 00:30'],
  [{ junkAt: 4.5, members: [] }, 'Seuil des indésirables : 4,5 ; Membres : rien'],
  [
    { permissions: ['read:audit', 'change:mailbox'] },
    'Droits : Journal : consultation, Boîte : modification',
  ],
  [{ access: [{ email: 'a@b.test', role: 'read' }] }, 'Accès : (Adresse : a@b.test ; Rôle : lire)'],
  [
    { attachments: { macro: 'hold' }, sending: { mailboxDay: 500 }, forbidsExternalForwards: false },
    'Pièces jointes : (Documents avec macros : Retenir) ; Envoi : (Destinataires par boîte et par jour : 500) ; Renvois vers l’extérieur interdits : non',
  ],
  [{ sending: {} }, 'Envoi : rien'],
  [{ later: 'as it is' }, 'later : as it is'],
])('%j → %s', (side, text) => {
  expect(sideInWords(side)).toBe(text)
})
