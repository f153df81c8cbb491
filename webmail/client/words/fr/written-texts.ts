// What a signature or a template does not take, in French.

export const writtenTexts = {
  noFiles: {
    signature: 'Une signature ne garde ni image ni fichier : ajoutez-les à chaque message.',
    template: 'Un modèle ne garde ni image ni fichier : ajoutez-les au message, une fois le modèle choisi.',
  },
  /** `count`: with the marks of its shape, which nobody sees. */
  tooLong: (count: string, most: string) =>
    `Ce texte est trop long : ${count} caractères avec sa mise en forme, pour ${most} au plus.`,
}
