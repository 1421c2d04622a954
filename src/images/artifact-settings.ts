/** Where artifacts may come from. */
export type SourceName = 'Source' | 'Official' | 'Mirror';

/** What a Provider says about artifacts. */
export interface ArtifactSettings {
  /** One source, or `Auto`: the first of mirror, published artifacts and building from sources that has everything. */
  readonly source: SourceName | 'Auto';
  /** Name of the Provider that says so. */
  readonly provider: string;
  readonly mirror?: { readonly location: string; readonly digest?: string };
  readonly official?: {
    readonly downloads?: string;
    readonly projects?: string;
    readonly registry?: string;
    readonly system?: string;
  };
}
