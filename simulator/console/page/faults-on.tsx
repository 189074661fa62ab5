import { plain, say } from "./language.tsx";
import { useFaults } from "./use-faults.ts";

/** Somebody has switched on what goes wrong here, and may have gone: whoever stands at the reader is told. */
export function FaultsOn() {
  const on = useFaults().faults.filter((fault) => fault.on);
  return (
    <div class="faults-on" role="status">
      {on.length > 0 && (
        <p>
          <a href="#reception">
            {say({ ja: `わざと起こす不具合 ${on.length} 件`, en: `${on.length} made to go wrong` })}
          </a>{" "}
          {on
            .slice(0, SHOWN)
            .map(({ name }) => plain(name, 40))
            .join(", ")}
          {on.length > SHOWN && " …"}
        </p>
      )}
    </div>
  );
}

const SHOWN = 3;
