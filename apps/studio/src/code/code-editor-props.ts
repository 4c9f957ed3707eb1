/** What a code field is given. */
export interface CodeEditorProps {
  readonly id: string;
  /** The accessible name of the text inside. */
  readonly label: string;
  /** A language of Monaco: `javascript`, `sql`, `json`, `xml`, `plaintext`. */
  readonly language: string;
  readonly value: string;
  readonly invalid?: boolean;
  readonly readOnly?: boolean;
  /** In pixels; grows with the text between these. */
  readonly heightMin?: number;
  readonly heightMax?: number;
  readonly onChange: (text: string) => void;
}
