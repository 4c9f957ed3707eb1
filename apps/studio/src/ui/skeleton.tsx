/** Grey bars in the place of rows that are still on their way. */
export function SkeletonRows({ rows = 6, label = 'Loading' }: { readonly rows?: number; readonly label?: string }) {
  return (
    <div role="status" aria-label={label} className="animate-pulse">
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows have no identity
        <div key={index} className="flex h-11 items-center gap-4 border-b px-4">
          <div className="h-2.5 rounded-full bg-hover" style={{ width: `${18 + ((index * 7) % 12)}%` }} />
          <div className="h-2.5 w-16 rounded-full bg-hover" />
          <div className="ml-auto h-2.5 w-24 rounded-full bg-hover" />
        </div>
      ))}
    </div>
  );
}
