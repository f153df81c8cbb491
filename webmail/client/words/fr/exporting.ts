// Taking one's mail along, in French.

import { plural } from '#ui/format/plural.ts'

export const exporting = {
  title: 'Export',
  lead: 'Une copie de tous les messages de la boîte, dossier par dossier, dans un fichier ZIP. Les fichiers .mbox qu’il contient s’ouvrent dans Thunderbird et d’autres logiciels de messagerie.',
  personal:
    'Ce fichier contient le courrier de la commune : gardez-le en lieu sûr, et supprimez-le quand il ne sert plus.',
  start: 'Exporter cette boîte',
  mayNot: 'Seule la personne qui possède ou gère cette boîte peut l’exporter.',
  waiting: (address: string) => `Export de ${address} en préparation.`,
  running: (address: string, messages: string, total: string) =>
    `Export de ${address} : ${messages} messages sur ${total}`,
  keep: 'Vous pouvez fermer les réglages : le téléchargement continue tant que le navigateur est ouvert.',
  cancel: 'Arrêter l’export',
  done: (address: string, count: number, shown: string, size: string) =>
    plural('fr', count, {
      zero: `Export de ${address} terminé : aucun message.`,
      one: `Export de ${address} terminé : 1 message, ${size}.`,
      other: `Export de ${address} terminé : ${shown} messages, ${size}.`,
    }),
  cancelled: (address: string) =>
    `L’export de ${address} a été arrêté. Le fichier téléchargé est incomplet : supprimez-le.`,
  failed: (address: string) =>
    `L’export de ${address} n’est pas allé au bout. Le fichier téléchargé est incomplet : supprimez-le, puis recommencez.`,
  another: 'L’export d’une autre boîte est en cours. Attendez la fin, ou arrêtez-le.',
  startFailed: 'L’export n’a pas commencé.',
}
