// The accessibility statement (loi n° 2005-102, article 47; décret n° 2019-768; RGAA 4.1), in French. It says what is so: as long
// as nobody audited the webmail, it does not conform, whatever our own checks find.

export const accessibility = {
  title: 'Déclaration d’accessibilité',
  document: 'Déclaration d’accessibilité — Vaguemestre',
  back: 'Revenir à la messagerie',
  intro:
    'Le Département qui vous ouvre cette messagerie doit la rendre accessible à tous, comme le demande l’article 47 de la loi n° 2005-102 du 11 février 2005. Cette déclaration concerne :',
  state: {
    title: 'État de conformité',
    text: 'La messagerie Vaguemestre n’est pas conforme au référentiel général d’amélioration de l’accessibilité (RGAA), version 4.1 : aucun audit n’a encore mesuré le respect de ses critères.',
  },
  checks: {
    title: 'Ce que nous vérifions nous-mêmes',
    items: [
      'Chaque version passe un contrôle automatique (axe-core) sur ses principaux écrans, sur ordinateur et sur téléphone, en clair et en sombre.',
      'La messagerie s’utilise au clavier seul, sans souris.',
      'Elle reste lisible agrandie à 200 %, sur un écran étroit, et avec les couleurs choisies dans votre appareil.',
    ],
    limits: 'Un contrôle automatique ne voit qu’une partie des défauts. Il ne remplace pas un audit.',
  },
  faults: {
    title: 'Ce qui n’est pas accessible',
    known: 'Nous le savons :',
    items: [
      'L’aperçu d’une pièce jointe en PDF donne le texte de chaque page, sans ses titres ni ses tableaux. Téléchargez le fichier pour le lire avec votre propre logiciel.',
      'Aucun essai complet n’a été mené avec les lecteurs d’écran NVDA, JAWS et VoiceOver.',
    ],
    exempt: 'L’obligation ne porte pas sur ce que d’autres ont écrit :',
    exemptItems: [
      'la mise en page et les images des messages que vous recevez ;',
      'les pièces jointes de ces messages.',
    ],
  },
  made: {
    title: 'Établissement de cette déclaration',
    text: 'Cette déclaration a été établie le 30 novembre 2026, d’après nos propres vérifications.',
    built: 'La messagerie est faite en HTML, CSS, SVG, JavaScript et WAI-ARIA.',
  },
  contact: {
    title: 'Retour d’information et contact',
    text: 'Quelque chose vous empêche de lire, d’écrire ou de régler votre messagerie ? Dites-le à l’assistance de votre Département, qui vous orientera vers une solution.',
    call: 'Par téléphone :',
    write: 'Vous pouvez aussi écrire à votre Département, par courrier ou depuis votre boîte.',
  },
  recourse: {
    title: 'Voies de recours',
    text: 'Vous avez signalé un défaut d’accessibilité et vous n’avez pas obtenu de réponse satisfaisante ? Vous pouvez saisir le Défenseur des droits :',
    write: 'lui écrire par son formulaire',
    meet: 'rencontrer son délégué dans votre région',
    post: 'lui envoyer un courrier gratuit, sans timbre : Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07',
    phone: 'l’appeler au 09 69 39 00 00.',
  },
}

export type AccessibilityWords = typeof accessibility
