// What is said of mail as it comes, in French.

export const live = {
  arrived: (address: string) => `Nouveau message — ${address}`,
  notify: 'Me prévenir des nouveaux messages sur cet appareil',
  notifyHint: 'Une notification nomme la boîte, jamais l’expéditeur ni l’objet.',
  blocked: 'Votre navigateur refuse les notifications de ce site. Autorisez-les dans ses réglages.',
}
