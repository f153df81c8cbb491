// Ctrl+K, in French.

export const goTo = {
  title: 'Aller à',
  placeholder: 'Boîte, dossier ou page',
  boxes: 'Boîtes',
  pages: 'Pages',
  nothing: (text: string) => `Rien pour « ${text} ». Essayez un autre mot du nom.`,
  browse: 'parcourir',
  open: 'ouvrir',
  closes: 'fermer',
  escape: 'Échap',
  enter: 'Entrée',
}
