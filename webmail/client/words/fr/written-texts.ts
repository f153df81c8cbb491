// What a signature or a template does not take, in French.

export const writtenTexts = {
  noFiles: {
    signature: 'Une signature ne garde ni image ni fichier : ajoutez-les à chaque message.',
    template: 'Un modèle ne garde ni image ni fichier : ajoutez-les au message, une fois le modèle choisi.',
  },
}
