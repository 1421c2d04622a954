/**
 * Digests of published files that are known beforehand, by address: these files cannot be exchanged, whoever answers.
 * What is not listed is verified by the checksum its project publishes beside it, fetched over TLS and recorded.
 */
export const pinnedDigests: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    'https://dl.k8s.io/release/v1.36.1/bin/linux/': {
      'amd64/kubeadm': 'f35980333a4dae753807345ae359eca03f48f9945855e6a6a6708fe8b3b24038',
      'amd64/kubectl': '629d3f410e09bf49b64ae7079f7f0bda1191efed311f7d37fdbab0ad5b0ec2b7',
      'amd64/kubelet': '7efa1780c73d9fb3a464002864e582eb2d15aa691e475eaae323093d08feae14',
      'arm64/kubeadm': '82fa5119d6687f721cd80cb278bac08f54cc5d3fd0320c66cef9394d42e153a9',
      'arm64/kubectl': '59f7ee8e477fae658447607dc3c8790ac17a1b016c01c622c12070e969e2d4e7',
      'arm64/kubelet': 'bf274dd3affbf2543d20465dee1f763f668f78c6fbd56197794f81337a49d687',
    },
    'https://dl.k8s.io/release/v1.36.3/bin/linux/': {
      'amd64/kubeadm': 'bba1733c701bf70ec74ba1cc3fd5745404c1134a8a4b0a5f8560cc9832023421',
      'amd64/kubectl': 'ebbd080e7c2e275093b55915722043257eb24004363e20acb3c4d71919f88336',
      'amd64/kubelet': '46707a53209f826ad0f0d62371ac69cd00e78fd9a8176cf5f6f87f18f7f8b718',
      'arm64/kubeadm': '276cfbdc43b10fef663288cc1ed76abf77b1b7f700e9f1c053cb5dc3115484de',
      'arm64/kubectl': '3d86f24401c41ae5a46ac50eef8865fe891d3647d324a0836f6c63757a126e62',
      'arm64/kubelet': '57205a5daf5883873d87b4914e1e00bdd7707acd075714788cfb0fc1f60bc414',
    },
    'https://github.com/containernetworking/plugins/releases/download/v1.9.1/cni-plugins-linux-': {
      'amd64-v1.9.1.tgz': 'b98f74a0f8522f0a83867178729c1aa70f2158f90c45a2ca8fa791db1c76b303',
      'arm64-v1.9.1.tgz': '56171987d3947707c3563db2f4001bccaf50fd63468611b9f3cbecb1375ee7ec',
    },
  }).flatMap(([start, files]) => Object.entries(files).map(([end, digest]) => [start + end, `sha256:${digest}`])),
);
