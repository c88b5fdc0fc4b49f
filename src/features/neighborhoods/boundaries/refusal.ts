/** What a file turned out to be when it is not a GeoJSON file of areas. */
export type ForeignKind =
  | 'binary'
  | 'csv'
  | 'esri-json'
  | 'flatgeobuf'
  | 'geopackage'
  | 'gml'
  | 'gzip'
  | 'html'
  | 'image'
  | 'json'
  | 'kml'
  | 'parquet'
  | 'pdf'
  | 'script'
  | 'shapefile'
  | 'text'
  | 'topojson'
  | 'wkt'
  | 'xml'
  | 'zip';

/** A property of the file's areas, with a value it has, so that a person can choose. */
export interface PropertySample {
  readonly property: string;
  readonly example: string;
}

/** Why a boundary file cannot become a town. Each is put into words once, by the command that asked. */
export type BoundaryRefusal =
  | { readonly code: 'empty-file' }
  | { readonly code: 'foreign'; readonly kind: ForeignKind }
  | { readonly code: 'server-error'; readonly message: string }
  | { readonly code: 'cut-off'; readonly line: number; readonly column: number; readonly near: string }
  | { readonly code: 'broken-json'; readonly line: number; readonly column: number; readonly near: string }
  | { readonly code: 'no-features' }
  | { readonly code: 'no-areas'; readonly points: number; readonly lines: number; readonly empty: number }
  | { readonly code: 'too-many-areas'; readonly found: number; readonly most: number }
  | {
      readonly code: 'other-coordinates';
      readonly system: string | null;
      readonly example: readonly number[];
    }
  | { readonly code: 'swapped-coordinates'; readonly example: readonly number[] }
  | { readonly code: 'crosses-antimeridian' }
  | { readonly code: 'no-outlines'; readonly broken: number }
  | { readonly code: 'no-name-property'; readonly samples: readonly PropertySample[] }
  | {
      readonly code: 'unknown-name-property';
      readonly asked: string;
      readonly samples: readonly PropertySample[];
    }
  | {
      readonly code: 'names-missing';
      readonly property: string;
      readonly missing: number;
      readonly areas: number;
      readonly samples: readonly PropertySample[];
    };

/** A step that could not go on, and why. */
export interface Refused {
  readonly refusal: BoundaryRefusal;
}

/** Whether a step ended in a refusal. */
export function isRefused<Value extends object>(outcome: Value | Refused): outcome is Refused {
  return 'refusal' in outcome;
}
