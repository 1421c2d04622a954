/** Where a text stands. */
interface Source {
  readonly configMapKeyRef?: { readonly name: string; readonly key: string } | undefined;
  readonly secretKeyRef?: { readonly name: string; readonly key: string } | undefined;
}

interface Authorised {
  readonly caFrom?: Source | undefined;
}

/** What of a spec's settings may refer to texts elsewhere. */
export interface ReferringSettings {
  readonly files?: readonly { readonly contentFrom?: Source | undefined }[] | undefined;
  readonly registries?: readonly (Authorised & { readonly mirrors?: readonly Authorised[] | undefined })[] | undefined;
  readonly proxy?: { readonly secretRef?: { readonly name: string } | undefined } | undefined;
}

/** A text that a machine needs and that stands in another object of its namespace. */
export interface TextReference {
  /** The field that names it, below the spec it was read from: `files[0].contentFrom`. */
  readonly field: string;
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly key: string;
  /** What the text must be. */
  readonly holds: 'text' | 'certificates';
}

function reference(field: string, source: Source, holds: TextReference['holds']): readonly TextReference[] {
  const { configMapKeyRef, secretKeyRef } = source;
  if (configMapKeyRef) return [{ field, kind: 'ConfigMap', ...configMapKeyRef, holds }];
  return secretKeyRef ? [{ field, kind: 'Secret', ...secretKeyRef, holds }] : [];
}

/** All texts that machines with these settings need from elsewhere, in the order of the fields. */
export function textReferences({ files = [], registries = [], proxy }: ReferringSettings): readonly TextReference[] {
  const ofFiles = files.flatMap(({ contentFrom }, index) =>
    contentFrom ? reference(`files[${index}].contentFrom`, contentFrom, 'text') : [],
  );
  const ofRegistries = registries.flatMap(({ caFrom, mirrors = [] }, index) => [
    ...(caFrom ? reference(`registries[${index}].caFrom`, caFrom, 'certificates') : []),
    ...mirrors.flatMap((mirror, place) =>
      mirror.caFrom ? reference(`registries[${index}].mirrors[${place}].caFrom`, mirror.caFrom, 'certificates') : [],
    ),
  ]);
  const login = proxy?.secretRef;
  const ofProxy = ['username', 'password'].flatMap((key): readonly TextReference[] =>
    login ? [{ field: 'proxy.secretRef', kind: 'Secret', name: login.name, key, holds: 'text' }] : [],
  );
  return [...ofFiles, ...ofRegistries, ...ofProxy];
}
