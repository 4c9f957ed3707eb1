import { notFound } from 'next/navigation';
import { Gallery } from '../../../ui/gallery/gallery.tsx';

/** Every part of the interface in every state. Only while developing. */
export default function ComponentsPage() {
  if (process.env['NODE_ENV'] !== 'development') notFound();
  return <Gallery />;
}
