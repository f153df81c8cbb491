// What hangs on the pointer while rows are dragged: how many there are.

export function showDragged(transfer: DataTransfer, text: string): void {
  // Some browsers drag nothing that holds no text.
  transfer.setData('text/plain', text)
  transfer.effectAllowed = 'move'
  const image = document.createElement('div')
  image.className = 'drag-image'
  image.textContent = text
  document.body.append(image)
  transfer.setDragImage(image, 12, 12)
  // The browser has taken its picture by then.
  setTimeout(() => image.remove())
}
