const mimeType = 'application/x-weft-step';

/** Marks a drag as that of a step type. */
export function dragStep(transfer: DataTransfer, type: string): void {
  transfer.setData(mimeType, type);
  transfer.effectAllowed = 'copy';
}

/** True while a step type is dragged; its name cannot be read before it is dropped. */
export function hasDraggedStep(transfer: DataTransfer): boolean {
  return transfer.types.includes(mimeType);
}

/** The step type that was dropped. */
export function draggedStepType(transfer: DataTransfer): string | undefined {
  const type = transfer.getData(mimeType);
  return type === '' ? undefined : type;
}
