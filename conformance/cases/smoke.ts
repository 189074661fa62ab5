/**
 * The short set: every clause and every feature that the cases of a role judge is touched once, measured quantities apart. A reader
 * can pass its share with the host's view and somebody's hands alone, so that it serves for a first look at a foreign product.
 */
export const SMOKE: readonly string[] = [
  ...["RDR-FAC-0001", "RDR-FAC-0002", "RDR-PIN-0002", "RDR-STF-0001", "RDR-CRD-0001", "RDR-CRD-0006", "RDR-CNS-0002"],
  ...["RDR-PRV-0001", "RDR-DCL-0001", "RDR-DCL-0005"],
  ...["RDR-ATT-0001", "RDR-CNS-0006", "RDR-FAC-0006", "RDR-LOG-0002", "RDR-PHN-0001", "RDR-REG-0001", "RDR-SLF-0001"],
  ...["RDR-UPD-0001"],
  ...["GEN-CRD-0001", "GEN-CRD-0002", "GEN-CRD-0003", "GEN-CRD-0007", "GEN-LTD-0001", "GEN-DCL-0001"],
  "GEN-LCK-0001",
  ...["RCT-IMP-0001", "RCT-IMP-0006", "RCT-IMP-0008", "RCT-FIL-0001", "RCT-FIL-0002", "RCT-DCL-0001", "RCT-DCL-0004"],
  ...["RCT-REQ-0002", "RCT-BLK-0001", "RCT-REF-0001", "RCT-REF-0008", "RCT-ZIP-0001", "RCT-CNS-0003", "RCT-PRV-0001"],
  ...["TRM-REC-0001", "TRM-REC-0004", "TRM-REC-0006", "TRM-CNS-0001", "TRM-MED-0001", "TRM-NUM-0001", "TRM-PRV-0001"],
  "TRM-RDR-0001",
  ...["TRM-OUT-0001", "CTL-MED-0001", "CTL-MED-0002", "CTL-DIS-0001", "CTL-TIC-0001", "CTL-NUM-0001", "CTL-NUM-0002"],
  ...["CTL-ONC-0001", "CTL-EVD-0001", "CTL-EVD-0002", "CTL-NET-0001", "CTL-NET-0002", "CTL-NET-0003", "CTL-REC-0001"],
  ...["CTL-HVS-0001", "CTL-HVS-0002", "CTL-HVS-0003", "CTL-HVS-0004"],
  ...["CTL-HVS-0005", "CTL-ONL-0001", "CTL-ONL-0002", "CTL-ONL-0003", "CTL-OUT-0001", "CTL-OUT-0002", "CTL-LTD-0002"],
  ...["CTL-LTD-0003", "CTL-FAC-0001", "CTL-FAC-0004", "CTL-FAC-0005", "CTL-MMS-0001"],
  ...["CTL-MMS-0002", "CTL-MMS-0003", "CTL-MMS-0004", "CTL-MMS-0005", "CTL-MMS-0006"],
];
